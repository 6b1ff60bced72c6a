export * from "./checks.ts";
export * from "./contest.ts";
export * from "./domain-error.ts";
export * from "./frame.ts";
export * from "./identifiers.ts";
export * from "./tally.ts";
