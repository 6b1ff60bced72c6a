import type { Command } from "../terminal/command.ts";
import { Problem } from "../terminal/problem.ts";
import { alpha } from "./alpha.ts";
import { bravo } from "./bravo.ts";
import { comparison } from "./comparison.ts";
import { macro } from "./macro.ts";
import { minerva } from "./minerva.ts";
import { shangrla } from "./shangrla.ts";

/** The audits by name. */
const METHODS: Readonly<Record<string, Command>> = { bravo, minerva, alpha, comparison, macro, shangrla };

/** `veedor audit METHOD FILE`: what drawn ballots or batches say of a reported outcome, and how many are needed. */
export const audit: Command = async (args, terminal) => {
  const [method, ...rest] = args;
  if (args.includes("--help") || args.includes("-h")) {
    terminal.say(terminal.messages.text("terminal.help-audit"));
    return 0;
  }
  const known = Object.keys(METHODS).join(", ");
  if (method === undefined || method.startsWith("-"))
    throw new Problem("usage", "auditing.method-missing", { known });
  const run = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (run === undefined) throw new Problem("usage", "auditing.method-unknown", { method, known });
  return run(rest, terminal);
};
