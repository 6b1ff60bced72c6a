import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { passkeySignIn, passkeySignInChallenge, signIn } from "@veedor/api-contract";
import { Button, ButtonRow, Field, Notice, PageHead } from "@veedor/ui";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { problemOf, useClient } from "../connection/connection.tsx";
import { FailureNotice } from "../connection/failure.tsx";
import { BareFrame } from "../frame/bare-frame.tsx";
import { useTitle, useWords } from "../words/words.tsx";
import { hasPasskeys, passkeyAnswer } from "./passkey.ts";

type PasskeyResponse = z.input<typeof passkeySignIn.body>["response"];

/** Sign-in: address and password, then the second factor where one is enrolled; or a passkey for both. */
export function SignInPage() {
  const { say } = useWords();
  useTitle(say("sign-in-title"));
  const client = useClient();
  const goOn = useGoOn();
  const [typed, setTyped] = useState({ email: "", password: "" });
  const password = useMutation({
    mutationFn: (code: string | undefined) =>
      client.call(signIn, { body: code === undefined ? typed : { ...typed, code } }),
    onSuccess: goOn,
  });
  const asksForCode =
    problemOf(password.error)?.code === "second-factor-needed" || password.variables !== undefined;
  return (
    <BareFrame>
      <PageHead title={asksForCode ? say("second-factor-title") : say("sign-in-title")}>
        {asksForCode ? null : <p>{say("sign-in-lead")}</p>}
      </PageHead>
      {asksForCode ? (
        <CodeForm
          busy={password.isPending}
          error={problemOf(password.error)?.code === "second-factor-needed" ? null : password.error}
          onCode={(code) => password.mutate(code)}
          onBack={() => password.reset()}
        />
      ) : (
        <PasswordForm
          typed={typed}
          onTyped={setTyped}
          busy={password.isPending}
          error={password.error}
          onSubmit={() => password.mutate(undefined)}
          onDone={goOn}
        />
      )}
    </BareFrame>
  );
}

/** After a sign-in: forget what nobody saw, and go where the person wanted to go. */
function useGoOn() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/sign-in" });
  return async () => {
    queries.clear();
    await navigate({ to: next ?? "/", replace: true });
  };
}

type Typed = { readonly email: string; readonly password: string };

function PasswordForm({
  typed,
  onTyped,
  busy,
  error,
  onSubmit,
  onDone,
}: {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onDone: () => Promise<void>;
}) {
  const { say } = useWords();
  const [isChecked, setChecked] = useState(false);
  const fault = (value: string) => (isChecked && value === "" ? say("field-needed") : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!busy && typed.email !== "" && typed.password !== "") onSubmit();
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FailureNotice error={error} />
      <Field
        label={say("email")}
        type="email"
        autoComplete="username webauthn"
        value={typed.email}
        fault={fault(typed.email)}
        onChange={(event) => onTyped({ ...typed, email: event.target.value })}
      />
      <Field
        label={say("password")}
        type="password"
        autoComplete="current-password"
        value={typed.password}
        fault={fault(typed.password)}
        onChange={(event) => onTyped({ ...typed, password: event.target.value })}
      />
      <ButtonRow>
        <Button type="submit" busy={busy}>
          {say("sign-in-submit")}
        </Button>
        {hasPasskeys() ? <PasskeyButton onDone={onDone} /> : null}
      </ButtonRow>
    </form>
  );
}

function PasskeyButton({ onDone }: { readonly onDone: () => Promise<void> }) {
  const { say } = useWords();
  const client = useClient();
  const passkey = useMutation({
    mutationFn: async () => {
      const { challenge, options } = await client.call(passkeySignInChallenge, {});
      const response = (await passkeyAnswer(options)) as PasskeyResponse;
      return client.call(passkeySignIn, { body: { challenge, response } });
    },
    onSuccess: onDone,
  });
  return (
    <>
      <Button kind="plain" busy={passkey.isPending} onClick={() => passkey.mutate()}>
        {say("sign-in-passkey")}
      </Button>
      {passkey.isError ? (
        <Notice tone="caution" spoken="alert">
          <p>{problemOf(passkey.error)?.detail ?? say("passkey-failed")}</p>
        </Notice>
      ) : null}
    </>
  );
}

function CodeForm({
  busy,
  error,
  onCode,
  onBack,
}: {
  readonly busy: boolean;
  readonly error: unknown;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
}) {
  const { say } = useWords();
  const [code, setCode] = useState("");
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && code.trim().length >= 6) onCode(code.replaceAll(/\s/g, ""));
      }}
    >
      <FailureNotice error={error} />
      <Field
        label={say("second-factor-code")}
        hint={say("second-factor-hint")}
        kind="code"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <ButtonRow>
        <Button type="submit" busy={busy}>
          {say("sign-in-submit")}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {say("back")}
        </Button>
      </ButtonRow>
    </form>
  );
}
