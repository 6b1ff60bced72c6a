import { SelectField } from "@veedor/ui";
import { useEffect, useId, useState } from "react";
import { useWords } from "../words/words.tsx";
import { type DeskState, type Narrowed, useCounts } from "./use-desk.ts";

const STATES = ["waiting", "counted", "set-aside"] as const satisfies readonly DeskState[];
/** Milliseconds after the last letter before the queue is asked for. */
const WHILE_TYPING = 300;

/** What the queue is narrowed down to: state, reason, station. */
export function QueueFilter({
  narrowed,
  onNarrow,
}: {
  readonly narrowed: Narrowed;
  readonly onNarrow: (narrowed: Narrowed) => void;
}) {
  const { say, text, textOf, number } = useWords();
  const { data: counts } = useCounts();
  const reasons = counts?.reasons ?? [];
  const count = (value: number | undefined) => (value === undefined ? "" : ` (${number(value)})`);
  return (
    <div className="desk-filter" role="search" aria-label={say("desk-filter")}>
      <SelectField<DeskState>
        label={say("desk-state")}
        value={narrowed.state}
        options={STATES.map((state) => ({
          value: state,
          label: `${say(`desk-state-${state}`)}${count(counts?.states[state])}`,
        }))}
        onChoose={(state) => onNarrow({ ...narrowed, state, reason: null })}
      />
      {narrowed.state === "waiting" ? (
        <SelectField
          label={say("desk-reason")}
          value={narrowed.reason ?? ""}
          options={[
            { value: "", label: say("desk-any-reason") },
            ...reasons.map(({ reason, reports }) => ({
              value: reason as string,
              label: `${textOf("web", `reason-${reason}`) ?? text("web.desk-reason")}${count(reports)}`,
            })),
          ]}
          onChoose={(reason) => onNarrow({ ...narrowed, reason: reason === "" ? null : reason })}
        />
      ) : null}
      <SearchField search={narrowed.search} onSearch={(search) => onNarrow({ ...narrowed, search })} />
    </div>
  );
}

function SearchField({
  search,
  onSearch,
}: {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}) {
  const { say } = useWords();
  const id = useId();
  const [typed, setTyped] = useState(search);
  useEffect(() => {
    if (typed.trim() === search) return undefined;
    const timer = setTimeout(() => onSearch(typed.trim()), WHILE_TYPING);
    return () => clearTimeout(timer);
  });
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {say("desk-search")}
      </label>
      <input
        id={id}
        type="search"
        className="field-input"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
