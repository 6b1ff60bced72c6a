import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { changeOwnAccount, signOut } from "@veedor/api-contract";
import { Button, Dialog, SelectField } from "@veedor/ui";
import { useState } from "react";
import { useClient } from "../connection/connection.tsx";
import { FailureNotice } from "../connection/failure.tsx";
import { applyTheme, keptTheme, LANGUAGE_NAMES, type Theme } from "../preferences/preferences.ts";
import { useMe } from "../session/use-me.ts";
import { useWords } from "../words/words.tsx";
import "./frame.css";

/** Language, appearance and sign-out, behind one button of the band. */
export function Settings() {
  const { say, language, choose } = useWords();
  const [open, setOpen] = useState(false);
  const [theme, setTheme] = useState(keptTheme);
  const { data: me } = useMe();
  const client = useClient();
  const leave = useSignOut();
  return (
    <>
      <button
        type="button"
        className="band-button"
        aria-label={say("account-menu")}
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="8" r="4" />
          <path d="M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7" />
        </svg>
      </button>
      <Dialog
        open={open}
        title={say("account-menu")}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>{say("close")}</Button>
            <Button kind="plain" busy={leave.isPending} onClick={() => leave.mutate()}>
              {say("sign-out")}
            </Button>
          </>
        }
      >
        {me ? <p className="muted">{say("account-signed-in", { name: me.name })}</p> : null}
        <FailureNotice error={leave.error} />
        <SelectField
          label={say("language")}
          value={language}
          options={LANGUAGE_NAMES.map(([value, label]) => ({ value, label }))}
          onChoose={(chosen) => {
            choose(chosen);
            // The account remembers it for other browsers; this one has remembered it already.
            void client.call(changeOwnAccount, { body: { language: chosen } }).catch(() => undefined);
          }}
        />
        <SelectField<Theme>
          label={say("theme")}
          value={theme}
          options={[
            { value: "system", label: say("theme-system") },
            { value: "light", label: say("theme-light") },
            { value: "dark", label: say("theme-dark") },
          ]}
          onChoose={(chosen) => {
            applyTheme(chosen);
            setTheme(chosen);
          }}
        />
      </Dialog>
    </>
  );
}

/** Signs out and forgets everything that this browser was shown. */
function useSignOut() {
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => client.call(signOut, {}),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/sign-in" });
    },
  });
}
