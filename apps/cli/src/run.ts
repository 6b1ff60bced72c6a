import { COMMANDS } from "./commands.ts";
import { explain } from "./terminal/explain.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Runs one command line and returns its exit status: 0 done, 1 something in the data, 2 something in what was
 * typed. With `--json` a problem is also written to standard output as one JSON line.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args.filter((arg, i) => !(arg.startsWith("--lang=") || arg === "--lang" || args[i - 1] === "--lang"));
  const { text } = terminal.messages;
  if (name === undefined || name === "help" || name === "--help") {
    terminal.say(text("terminal.help"));
    return name === undefined ? 2 : 0;
  }
  const load = COMMANDS[name];
  if (load === undefined || !Object.hasOwn(COMMANDS, name)) {
    terminal.tell(text("problems.unknown-command", { command: name, known: Object.keys(COMMANDS).join(", ") }));
    return 2;
  }
  try {
    const command = await load();
    return await command(rest, terminal);
  } catch (error) {
    const { status, code, message } = explain(error, terminal.messages);
    terminal.tell(message);
    if (rest.includes("--json")) terminal.say(JSON.stringify({ error: { code, message } }));
    return status;
  }
}
