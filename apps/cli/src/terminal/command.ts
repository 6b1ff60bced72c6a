import type { Terminal } from "./terminal.ts";

/** A command of `veedor`: does its work and returns the exit status (0 done; problems are thrown). */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;
