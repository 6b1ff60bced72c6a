import { Button, ButtonRow, TextField } from "@veedor/ui";
import { useState } from "react";
import { FailureNotice } from "../connection/failure.tsx";
import { useWords } from "../words/words.tsx";
import { useLetters } from "./letters.ts";
import { type Decision, useDecide, type WholeReport } from "./use-desk.ts";

/** Letters of a reason that the server takes. */
const SHORTEST_REASON = 3;

type Asking = "correct" | "set-aside" | "restore" | null;

/** Accept, correct or set aside; each also by its letter on the keyboard. */
export function DecisionForm({
  report,
  figures,
  typed,
  onTyped,
  onDecided,
}: {
  readonly report: WholeReport;
  readonly figures: readonly (number | null)[];
  readonly typed: readonly string[] | null;
  readonly onTyped: (typed: readonly string[] | null) => void;
  readonly onDecided: () => void;
}) {
  const { say } = useWords();
  const [asking, setAsking] = useState<Asking>(null);
  const decide = useDecide(report, onDecided);
  const begin = (what: Asking) => {
    setAsking(what);
    onTyped(what === "correct" ? figures.map((figure) => (figure === null ? "" : String(figure))) : null);
    decide.reset();
  };
  const isAside = report.state === "set-aside";
  useLetters(asking === null && !decide.isPending, {
    a: () => (isAside ? undefined : decide.mutate({ kind: "accept" })),
    c: () => begin("correct"),
    s: () => begin(isAside ? "restore" : "set-aside"),
  });
  return (
    <div className="decision">
      <FailureNotice error={decide.error} />
      {asking === null ? (
        <ButtonRow>
          {isAside ? (
            <Button aria-keyshortcuts="s" onClick={() => begin("restore")}>
              {say("desk-restore")}
            </Button>
          ) : (
            <>
              <Button
                aria-keyshortcuts="a"
                busy={decide.isPending}
                onClick={() => decide.mutate({ kind: "accept" })}
              >
                {say("desk-accept")}
              </Button>
              <Button kind="plain" aria-keyshortcuts="c" onClick={() => begin("correct")}>
                {say("desk-correct")}
              </Button>
              <Button kind="plain" aria-keyshortcuts="s" onClick={() => begin("set-aside")}>
                {say("desk-set-aside")}
              </Button>
            </>
          )}
          <span className="muted small decision-keys">{say(isAside ? "desk-keys-aside" : "desk-keys")}</span>
        </ButtonRow>
      ) : (
        <ReasonForm
          key={asking}
          asking={asking}
          typed={typed}
          busy={decide.isPending}
          onDecide={(decision) => decide.mutate(decision)}
          onCancel={() => begin(null)}
        />
      )}
    </div>
  );
}

function ReasonForm({
  asking,
  typed,
  busy,
  onDecide,
  onCancel,
}: {
  readonly asking: "correct" | "set-aside" | "restore";
  readonly typed: readonly string[] | null;
  readonly busy: boolean;
  readonly onDecide: (decision: Decision) => void;
  readonly onCancel: () => void;
}) {
  const { say } = useWords();
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const submit = () => {
    const figures = (typed ?? []).map(figureOf);
    if (reason.trim().length < SHORTEST_REASON) return setFault(say("desk-reason-needed"));
    if (figures.includes(undefined)) return setFault(say("desk-figure-fault"));
    setFault(undefined);
    if (asking !== "correct") return onDecide({ kind: asking, reason: reason.trim() });
    return onDecide({
      kind: "correct",
      figures: figures.map((figure) => figure ?? null),
      reason: reason.trim(),
    });
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) submit();
      }}
    >
      <TextField
        label={say("desk-why")}
        hint={say(`desk-why-${asking}`)}
        value={reason}
        fault={fault}
        autoFocus={asking !== "correct"}
        onChange={(event) => setReason(event.target.value)}
      />
      <ButtonRow>
        <Button type="submit" busy={busy} kind={asking === "set-aside" ? "grave" : "main"}>
          {say(`desk-${asking}-submit`)}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say("cancel")}
        </Button>
      </ButtonRow>
    </form>
  );
}

/** A whole number, `null` for an empty field, `undefined` for anything else. */
function figureOf(typed: string): number | null | undefined {
  const digits = typed.replaceAll(/[\s.,]/g, "");
  if (digits === "") return null;
  return /^\d{1,7}$/.test(digits) ? Number(digits) : undefined;
}
