import { Button, Dialog, Field } from "@veedor/ui";
import { useId, useState } from "react";
import { FailureNotice } from "../connection/failure.tsx";
import { useMe } from "../session/use-me.ts";
import { useWords } from "../words/words.tsx";
import { type Release, useConfirm } from "./use-releases.ts";

/** The second person's confirmation: signing in again is part of it. */
export function ConfirmDialog({
  release,
  open,
  onClose,
}: {
  readonly release: Release;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { say } = useWords();
  const confirm = useConfirm(release);
  const { data: me } = useMe();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const form = useId();
  const close = () => {
    setPassword("");
    setCode("");
    confirm.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      title={say("release-confirm-title")}
      onClose={close}
      actions={
        <>
          <Button type="submit" form={form} busy={confirm.isPending} unavailable={password === ""}>
            {say("release-confirm-submit")}
          </Button>
          <Button kind="plain" onClick={close}>
            {say("cancel")}
          </Button>
        </>
      }
    >
      <p>{say("release-confirm-words")}</p>
      <p>
        <code>{release.hash}</code>
      </p>
      <FailureNotice error={confirm.error} />
      <form
        id={form}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (password === "" || confirm.isPending) return;
          confirm.mutate({ password, code: code.trim() }, { onSuccess: close });
        }}
      >
        {/* For password managers, which keep a password with its account. */}
        <input hidden type="text" autoComplete="username" value={me?.email ?? ""} readOnly />
        <Field
          label={say("password")}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Field
          label={say("second-factor-code")}
          hint={say("release-code-hint")}
          kind="code"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
