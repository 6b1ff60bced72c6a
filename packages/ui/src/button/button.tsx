import type { ButtonHTMLAttributes, ReactNode } from "react";
import "./button.css";

/**
 * A button. While its work is under way it says so and takes no second press; it stays where the focus is, so it is
 * `aria-disabled` rather than `disabled`.
 *
 * @property kind `main` once on a page; `grave` for what cannot be taken back
 */
export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> & {
  readonly kind?: "main" | "plain" | "quiet" | "grave";
  readonly busy?: boolean;
  readonly unavailable?: boolean;
  readonly children: ReactNode;
};

export function Button(props: ButtonProps) {
  const { kind = "main", busy = false, unavailable = false, className, onClick, children, ...rest } = props;
  const stopped = busy || unavailable;
  const classes = ["button", kind === "main" ? "" : `button-${kind}`, className ?? ""];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter((one) => one !== "").join(" ")}
      aria-disabled={stopped || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (stopped) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className="turning" aria-hidden="true" /> : null}
      {children}
    </button>
  );
}

/** Buttons beside each other, wrapping on a phone. */
export function ButtonRow({ children }: { readonly children: ReactNode }) {
  return <div className="button-row">{children}</div>;
}
