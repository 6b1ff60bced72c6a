import type { MessageKey } from "@veedor/messages";
import type { Command } from "./command.ts";
import { Problem } from "./problem.ts";

/**
 * A command whose first word says what is done: `veedor plan confirm`.
 *
 * @param help key of the text for the whole command
 */
export function verbCommand(help: MessageKey, verbs: Readonly<Record<string, Command>>): Command {
  const known = Object.keys(verbs).join(", ");
  return async (args, terminal) => {
    const [verb, ...rest] = args;
    if (args.includes("--help") || args.includes("-h")) {
      terminal.say(terminal.messages.text(help));
      return 0;
    }
    if (verb === undefined || verb.startsWith("-"))
      throw new Problem("usage", "problems.verb-missing", { known });
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (run === undefined) throw new Problem("usage", "problems.verb-unknown", { verb, known });
    return run(rest, terminal);
  };
}
