import { Button, Dialog, TextField } from "@veedor/ui";
import { useState } from "react";
import { FailureNotice } from "../connection/failure.tsx";
import { useWords } from "../words/words.tsx";
import { SHORTEST_PUBLIC_REASON } from "./propose-form.tsx";
import { type Release, useWithdraw } from "./use-releases.ts";

/** Takes a proposal back, or says in public that a released record no longer stands; either with a reason. */
export function WithdrawDialog({
  release,
  open,
  onClose,
}: {
  readonly release: Release;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const withdraw = useWithdraw(release);
  const [reason, setReason] = useState("");
  const isShort = reason.trim().length < SHORTEST_PUBLIC_REASON;
  return (
    <Dialog
      open={open}
      title={say(release.state === "released" ? "release-withdraw-public-title" : "release-withdraw-title")}
      onClose={onClose}
      actions={
        <>
          <Button
            kind="grave"
            busy={withdraw.isPending}
            unavailable={isShort}
            onClick={() => withdraw.mutate(reason.trim(), { onSuccess: onClose })}
          >
            {say("release-withdraw")}
          </Button>
          <Button kind="plain" onClick={onClose}>
            {say("cancel")}
          </Button>
        </>
      }
    >
      <p>{say(release.state === "released" ? "release-withdraw-public" : "release-withdraw-words")}</p>
      <FailureNotice error={withdraw.error} />
      <TextField
        label={say("desk-why")}
        hint={say("release-reason-short")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
