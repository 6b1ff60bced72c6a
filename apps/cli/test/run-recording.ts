import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Language } from "@veedor/messages";
import { messagesIn } from "@veedor/messages";
import { run } from "../src/run.ts";

/** What a command line gave: exit status, standard output and standard error. */
export type Outcome = { readonly status: number; readonly output: string; readonly errors: string };

/** Runs a command line inside this process, with a terminal that only records. */
export async function record(args: readonly string[], language: Language = "en"): Promise<Outcome> {
  const said: string[] = [];
  const told: string[] = [];
  const status = await run(args, {
    messages: messagesIn(language),
    say: (line) => said.push(line),
    tell: (line) => told.push(line),
    watched: false,
  });
  const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  return { status, output: joined(said), errors: joined(told) };
}

/** Runs a command line that must succeed, and reads its one line of JSON. */
export async function recordJson<Shape>(args: readonly string[]): Promise<Shape> {
  const { status, output, errors } = await record([...args, "--json"]);
  if (status !== 0) throw new Error(`exit status ${status}: ${errors}`);
  return JSON.parse(output) as Shape;
}

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../bin/veedor.js", import.meta.url));

/**
 * Runs the real program in a process of its own.
 *
 * @param options.installed runs `bin/veedor.js`, as `npx veedor` does, instead of `src/main.ts`
 * @param options.closeAfter closes standard output after so many bytes were read, as `head` does
 */
export function spawnVeedor(
  args: readonly string[],
  options: { environment?: Record<string, string>; installed?: boolean; closeAfter?: number } = {},
): Promise<Outcome> {
  const start = options.installed ? [PROGRAM] : ["--conditions=@veedor/source", MAIN];
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  const env = { PATH, HOME, TMPDIR, ...options.environment };
  const child = spawn(process.execPath, [...start, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (options.closeAfter !== undefined && output.length >= options.closeAfter) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? -1, output, errors }));
  });
}

/** A folder of its own for a test file's small inputs. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "veedor-cli-"));
  return {
    path: (name: string): string => join(folder, name),
    /** Writes a file and returns its path. */
    write: (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}
