import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { acceptLink, readLink, setUp, signIn } from "@veedor/api-contract";
import { Button, Field, PageHead, Skeleton, StatePage } from "@veedor/ui";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { useClient } from "../connection/connection.tsx";
import { FailureNotice } from "../connection/failure.tsx";
import { BareFrame } from "../frame/bare-frame.tsx";
import { nameIn, useMoments } from "../words/moments.ts";
import { useTitle, useWords } from "../words/words.tsx";

/** Characters of a password that the server takes. */
const SHORTEST_PASSWORD = 12;

/** The page behind a one-time link: first set-up, an invitation, a new password. Its token stands after the `#`. */
export function LinkPage() {
  const { say } = useWords();
  const client = useClient();
  const token = location.hash.slice(1);
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => client.call(readLink, { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useTitle(say("sign-in-title"));
  if (link.isPending)
    return (
      <BareFrame>
        <Skeleton words={say("loading")} />
      </BareFrame>
    );
  if (link.isError)
    return (
      <BareFrame>
        <StatePage kind="refused" level={1} title={say("link-bad-title")}>
          <p>{say("link-bad")}</p>
        </StatePage>
      </BareFrame>
    );
  return (
    <BareFrame>
      <LinkForm token={token} link={link.data} />
    </BareFrame>
  );
}

type Link = z.output<typeof readLink.answer>;

function LinkForm({ token, link }: { readonly token: string; readonly link: Link }) {
  const words = useWords();
  const { say, language } = words;
  const { dayAndTime } = useMoments(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const isSetUp = link.purpose === "set-up";
  const asksName = link.purpose !== "password";
  const [typed, setTyped] = useState({ email: link.email ?? "", name: link.name ?? "", password: "" });
  const [isChecked, setChecked] = useState(false);
  const accept = useAccept(token, isSetUp);
  const needed = (value: string) => (isChecked && value.trim() === "" ? say("field-needed") : undefined);
  const isShort = typed.password.length < SHORTEST_PASSWORD;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const isWhole = typed.email !== "" && (!asksName || typed.name.trim() !== "") && !isShort;
    if (isWhole && !accept.isPending) accept.mutate({ ...typed, language });
  };
  return (
    <>
      <PageHead title={say(`link-${link.purpose}-title`)}>
        <p>
          {isSetUp ? say("link-set-up-lead") : say(`link-${link.purpose}-lead`, leadValues(link, language))}
        </p>
      </PageHead>
      <form className="form" onSubmit={submit} noValidate>
        <FailureNotice error={accept.error} />
        {isSetUp ? (
          <Field
            label={say("email")}
            type="email"
            autoComplete="username"
            value={typed.email}
            fault={needed(typed.email)}
            onChange={(event) => setTyped({ ...typed, email: event.target.value })}
          />
        ) : (
          <input hidden type="text" autoComplete="username" value={typed.email} readOnly />
        )}
        {asksName ? (
          <Field
            label={say("name")}
            autoComplete="name"
            value={typed.name}
            fault={needed(typed.name)}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
        ) : null}
        <Field
          label={say("password")}
          hint={say("password-hint")}
          type="password"
          autoComplete="new-password"
          value={typed.password}
          fault={isChecked && isShort ? say("password-short") : undefined}
          onChange={(event) => setTyped({ ...typed, password: event.target.value })}
        />
        <Button type="submit" busy={accept.isPending}>
          {say("link-submit")}
        </Button>
        <p className="muted small">{say("link-until", { time: dayAndTime(link.expiresAt) })}</p>
      </form>
    </>
  );
}

function leadValues(link: Link, language: string): Readonly<Record<string, string>> {
  return { mission: nameIn(link.mission ?? {}, language), email: link.email ?? "" };
}

type Given = {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly language: "es" | "en" | "pt" | "fr";
};

/** Uses the link, then signs in with the new password so that nobody types it twice. */
function useAccept(token: string, isSetUp: boolean) {
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ email, name, password, language }: Given) => {
      if (isSetUp) await client.call(setUp, { body: { token, email, name, language, password } });
      else await client.call(acceptLink, { body: { token, password, name, language } });
      await client.call(signIn, { body: { email, password } });
    },
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/", replace: true });
    },
  });
}
