import { LANGUAGES, languageOf } from "@veedor/messages";
import { COMMANDS } from "./commands.ts";
import { explain } from "./terminal/explain.ts";
import { Problem } from "./terminal/problem.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { languageAsked } from "./terminal/terminal.ts";

/**
 * Runs one command line and returns its exit status: 0 done, 1 something in the data, 2 something in what was
 * typed. With `--json` a problem is also written to standard output as one JSON line.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runCommand(args, terminal);
  } catch (error) {
    const { status, code, message } = explain(error, terminal.messages);
    terminal.tell(message);
    if (args.includes("--json")) terminal.say(JSON.stringify({ error: { code, message } }));
    return status;
  }
}

async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args.filter(
    (arg, i) => !(arg.startsWith("--lang=") || arg === "--lang" || args[i - 1] === "--lang"),
  );
  checkLanguage(args);
  if (name === undefined) {
    terminal.tell(terminal.messages.text("terminal.help"));
    return 2;
  }
  const asksForHelp = name === "help" || name === "--help" || name === "-h";
  if (asksForHelp && rest[0] === undefined) {
    terminal.say(terminal.messages.text("terminal.help"));
    return 0;
  }
  // `veedor help draw` is `veedor draw --help`.
  const [command = name, words] = asksForHelp ? [rest[0], ["--help"]] : [name, rest];
  const known = Object.keys(COMMANDS).join(", ");
  if (command.startsWith("-")) throw new Problem("usage", "problems.command-missing", { known });
  const load = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (load === undefined) throw new Problem("usage", "problems.unknown-command", { command, known });
  const start = await load();
  return start(words, terminal);
}

/** A language that we do not speak is refused, rather than answered in another one. */
function checkLanguage(args: readonly string[]): void {
  const asked = languageAsked(args);
  if (asked === null) return;
  if (asked.trim() === "") throw new Problem("usage", "problems.option-needs-value", { option: "--lang" });
  if (languageOf(asked) !== null) return;
  const values = { option: "--lang", value: asked, known: Object.keys(LANGUAGES).join(", ") };
  throw new Problem("usage", "problems.option-unknown-word", values);
}
