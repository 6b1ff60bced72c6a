import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from "react";
import "./field.css";

type Around = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it; said to a screen reader with the field. */
  readonly fault?: string | undefined;
};

type FieldProps = Around &
  Omit<InputHTMLAttributes<HTMLInputElement>, "className"> & { readonly kind?: "text" | "code" | "figure" };

/** One line of input with its label, its hint and its fault. */
export function Field({ label, hint, fault, kind = "text", ...input }: FieldProps) {
  const { id, described, around } = useAround(label, hint, fault);
  return around(
    <input
      {...input}
      id={id}
      className={kind === "text" ? "field-input" : `field-input field-${kind}`}
      aria-invalid={fault === undefined ? undefined : true}
      aria-describedby={described}
    />,
  );
}

type TextFieldProps = Around & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className">;

/** Several lines of input. */
export function TextField({ label, hint, fault, ...input }: TextFieldProps) {
  const { id, described, around } = useAround(label, hint, fault);
  return around(
    <textarea
      {...input}
      id={id}
      className="field-input"
      aria-invalid={fault === undefined ? undefined : true}
      aria-describedby={described}
    />,
  );
}

/** One of several, as the platform shows it: on a phone its own wheel. */
export function SelectField<Value extends string>({
  label,
  hint,
  fault,
  options,
  value,
  onChoose,
}: Around & {
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}) {
  const { id, described, around } = useAround(label, hint, fault);
  return around(
    <select
      id={id}
      className="field-input"
      value={value}
      aria-invalid={fault === undefined ? undefined : true}
      aria-describedby={described}
      onChange={(event) => onChoose(event.target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>,
  );
}

/** Yes or no, in words beside it. */
export function ChoiceBox({
  label,
  ...input
}: { readonly label: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "className">) {
  return (
    <label className="choice-box">
      <input {...input} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}

function useAround(label: string, hint: ReactNode, fault: string | undefined) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, fault === undefined ? "" : `${id}-fault`]
    .filter((one) => one !== "")
    .join(" ");
  const around = (input: ReactNode) => (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {input}
      {fault === undefined ? null : (
        <span className="field-fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
  return { id, described: described === "" ? undefined : described, around };
}
