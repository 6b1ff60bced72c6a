import type { Command } from "./terminal/command.ts";

/** The commands by name. Each is loaded when it is asked for, so that `--help` answers at once. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  draw: async () => (await import("./draw/command.ts")).draw,
  size: async () => (await import("./size/command.ts")).size,
  estimate: async () => (await import("./estimate/command.ts")).estimate,
  import: async () => (await import("./import/command.ts")).importFile,
  audit: async () => (await import("./audit/command.ts")).audit,
  forensics: async () => (await import("./forensics/command.ts")).forensics,
  replay: async () => (await import("./replay/command.ts")).replay,
  demo: async () => (await import("./demo/command.ts")).demo,
  start: async () => (await import("./start/command.ts")).start,
  backup: async () => (await import("./backup/command.ts")).backup,
  restore: async () => (await import("./restore/command.ts")).restore,
  "sign-in": async () => (await import("./sign-in/command.ts")).signIn,
  "sign-out": async () => (await import("./sign-out/command.ts")).signOut,
  mission: async () => (await import("./mission/command.ts")).mission,
  frame: async () => (await import("./frame/command.ts")).frame,
  results: async () => (await import("./results/command.ts")).results,
  plan: async () => (await import("./plan/command.ts")).plan,
  sample: async () => (await import("./sample/command.ts")).sample,
};
