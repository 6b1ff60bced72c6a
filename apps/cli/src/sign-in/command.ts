import { signIn as signInAt } from "@veedor/api-contract";
import { accessOfNobody, originOf, SERVER_OPTIONS } from "../server-access/access.ts";
import { keepSession } from "../server-access/session-file.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { secretLine } from "./secret-line.ts";

const OPTIONS = {
  ...SERVER_OPTIONS,
  email: { kind: "text" },
  code: { kind: "text" },
  "password-file": { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor sign-in`: signs in to a server and keeps the session for the commands that follow. */
export const signIn: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { say, tell, messages } = terminal;
  if (values.help) {
    say(messages.text("terminal.help-sign-in"));
    return 0;
  }
  const email = required("email", values.email);
  const origin = originOf(values.server);
  const ask = (): void => tell(messages.text("mission.ask-password", { email, server: origin }));
  const password = await secretLine(values["password-file"], ask);
  const access = accessOfNobody(origin, terminal);
  const code = values.code === undefined ? {} : { code: values.code };
  const session = await access.call(signInAt, { body: { email, password, keep: "token", ...code } });
  keepSession(origin, session.token);
  // The token itself stays in the file.
  const { person, expiresAt } = session;
  if (values.json) say(JSON.stringify({ server: origin, person, expiresAt }));
  else say(messages.text("mission.signed-in", { server: origin, until: new Date(expiresAt) }));
  return 0;
};
