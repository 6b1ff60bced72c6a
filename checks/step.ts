import { spawn } from "node:child_process";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";

/** What a step of `npm test` found: counts for the last line, what to show when something failed, what was skipped. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Shown in full when the step failed. */
  readonly output: string;
  /** One sentence for each reason why something was skipped. */
  readonly skipped: readonly string[];
}

/** One check of `npm test`. */
export interface Step {
  readonly name: string;
  readonly what: string;
  run(root: string): Promise<Outcome>;
}

/** What a program said and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a JavaScript program (path from the root) under this Node.js and collects what it says. */
export function runNode(root: string, words: readonly string[], cwd = root): Promise<Ended> {
  return runProgram(process.execPath, words, cwd);
}

/** Runs a program to its end; both its outputs together, in the order in which they came. */
export function runProgram(program: string, words: readonly string[], cwd: string): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const child = spawn(program, [...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
    const end = (code: number, more = ""): void =>
      resolve({ code, output: stripVTControlCharacters(Buffer.concat(pieces).toString("utf8")) + more });
    child.on("error", (error) => end(127, error.message));
    child.on("close", (code, signal) => end(code ?? 1, signal === null ? "" : `ended by ${signal}\n`));
  });
}

/** A check that passes or fails as a whole. */
export function wholeOutcome(ended: Ended): Outcome {
  return {
    passed: ended.code === 0 ? 1 : 0,
    failed: ended.code === 0 ? 0 : 1,
    output: ended.output,
    skipped: [],
  };
}
