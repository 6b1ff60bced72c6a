import { Button, ButtonRow, Notice, TextField } from "@veedor/ui";
import { useState } from "react";
import { FailureNotice } from "../connection/failure.tsx";
import { useWords } from "../words/words.tsx";
import { usePropose } from "./use-releases.ts";

/** Letters of a reason that is published. */
export const SHORTEST_PUBLIC_REASON = 20;

/** Proposes the release of a take; while the gate is shut, only with a reason that everyone will read. */
export function ProposeForm({
  contest,
  take,
  isOpen,
}: {
  readonly contest: string;
  readonly take: string;
  readonly isOpen: boolean;
}) {
  const { say } = useWords();
  const propose = usePropose(contest);
  const [asksReason, setAsksReason] = useState(false);
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isShort = reason.trim().length < SHORTEST_PUBLIC_REASON;
  if (isOpen)
    return (
      <div className="release-act">
        <FailureNotice error={propose.error} />
        <Button busy={propose.isPending} onClick={() => propose.mutate({ take, overrideReason: null })}>
          {say("release-propose")}
        </Button>
        <p className="muted small">{say("release-propose-words")}</p>
      </div>
    );
  if (!asksReason)
    return (
      <div className="release-act">
        <Notice tone="caution" title={say("release-shut-title")}>
          <p>{say("release-shut")}</p>
        </Notice>
        <Button kind="quiet" onClick={() => setAsksReason(true)}>
          {say("release-override")}
        </Button>
      </div>
    );
  return (
    <form
      className="form release-act"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (!isShort && !propose.isPending) propose.mutate({ take, overrideReason: reason.trim() });
      }}
    >
      <FailureNotice error={propose.error} />
      <TextField
        label={say("release-override-reason")}
        hint={say("release-override-hint")}
        value={reason}
        autoFocus
        fault={isChecked && isShort ? say("release-reason-short") : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <ButtonRow>
        <Button type="submit" kind="grave" busy={propose.isPending}>
          {say("release-override-submit")}
        </Button>
        <Button kind="quiet" onClick={() => setAsksReason(false)}>
          {say("cancel")}
        </Button>
      </ButtonRow>
    </form>
  );
}
