import { signOut as signOutAt } from "@veedor/api-contract";
import { accessTo, originOf, SERVER_OPTIONS } from "../server-access/access.ts";
import { keepSession } from "../server-access/session-file.ts";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";

/** `veedor sign-out`: ends the session at the server and forgets it here. */
export const signOut: Command = async (args, terminal) => {
  const { values } = readOptions(args, SERVER_OPTIONS, 0);
  const { say, messages } = terminal;
  if (values.help) {
    say(messages.text("terminal.help-sign-out"));
    return 0;
  }
  const origin = originOf(values.server);
  try {
    await accessTo(values.server, terminal).call(signOutAt, {});
  } finally {
    // Also when the server is out of reach or has ended the session itself.
    keepSession(origin, null);
  }
  say(
    values.json
      ? JSON.stringify({ server: origin })
      : messages.text("mission.signed-out", { server: origin }),
  );
  return 0;
};
