import { ROLES, type Role } from "@veedor/domain";
import { Button, Field, Notice, SelectField } from "@veedor/ui";
import { type FormEvent, useState } from "react";
import { FailureNotice } from "../connection/failure.tsx";
import { useWords } from "../words/words.tsx";
import { useInvite } from "./use-people.ts";

const NOTHING = { email: "", name: "" };

/** Invites somebody. There is no mail server: the link is shown once, and the inviter passes it on. */
export function InviteForm() {
  const { say, language } = useWords();
  const invite = useInvite();
  const [typed, setTyped] = useState(NOTHING);
  const [role, setRole] = useState<Role>("observer");
  const [isChecked, setChecked] = useState(false);
  const fault = (value: string) => (isChecked && value.trim() === "" ? say("field-needed") : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (typed.email.trim() === "" || typed.name.trim() === "" || invite.isPending) return;
    invite.mutate(
      { ...typed, role, language },
      {
        onSuccess: () => {
          setTyped(NOTHING);
          setChecked(false);
        },
      },
    );
  };
  return (
    <div className="people-act">
      <h3>{say("people-invite")}</h3>
      {invite.data === undefined ? null : (
        <Notice tone="good" title={say("people-invite-done")} spoken="status">
          {invite.data.link === null ? (
            <p>{say("people-invite-known")}</p>
          ) : (
            <>
              <p>{say("people-invite-link")}</p>
              <p>
                <code>{invite.data.link}</code>
              </p>
            </>
          )}
        </Notice>
      )}
      <FailureNotice error={invite.error} />
      <form className="people-form" onSubmit={submit} noValidate>
        <Field
          label={say("name")}
          autoComplete="off"
          value={typed.name}
          fault={fault(typed.name)}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        />
        <Field
          label={say("email")}
          type="email"
          autoComplete="off"
          value={typed.email}
          fault={fault(typed.email)}
          onChange={(event) => setTyped({ ...typed, email: event.target.value })}
        />
        <SelectField<Role>
          label={say("people-role")}
          value={role}
          options={ROLES.map((one) => ({ value: one, label: say(`role-${one}`) }))}
          onChoose={setRole}
        />
        <Button type="submit" busy={invite.isPending}>
          {say("people-invite-submit")}
        </Button>
      </form>
    </div>
  );
}
