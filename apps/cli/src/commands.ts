import type { Terminal } from "./terminal/terminal.ts";

/** A command of `veedor`: does its work and returns the exit status (0 done; problems are thrown). */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** The commands by name. Each is loaded when it is asked for, so that `--help` answers at once. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  draw: async () => (await import("./draw/command.ts")).draw,
  size: async () => (await import("./size/command.ts")).size,
  estimate: async () => (await import("./estimate/command.ts")).estimate,
  import: async () => (await import("./import/command.ts")).importFile,
  replay: async () => (await import("./replay/command.ts")).replay,
  demo: async () => (await import("./demo/command.ts")).demo,
};
