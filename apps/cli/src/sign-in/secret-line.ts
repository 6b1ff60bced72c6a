import process from "node:process";
import { readText } from "../table-files/text-file.ts";
import { Problem } from "../terminal/problem.ts";

/**
 * A secret that is typed without being shown, or the first line of a file or of standard input.
 *
 * @param file where it stands; `-` is standard input
 * @param ask is called before a person types it
 */
export async function secretLine(file: string | undefined, ask: () => void): Promise<string> {
  const text = file !== undefined && file !== "-" ? await readText(file) : await fromInput(ask);
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  if (line === "") throw new Problem("usage", "problems.password-empty");
  return line;
}

async function fromInput(ask: () => void): Promise<string> {
  const { stdin } = process;
  if (stdin.isTTY) return typed(stdin, ask);
  let text = "";
  for await (const piece of stdin.setEncoding("utf8")) {
    text += String(piece);
    if (text.includes("\n")) break;
  }
  return text;
}

/** Keys as they are pressed, none of them shown. */
async function typed(stdin: NodeJS.ReadStream, ask: () => void): Promise<string> {
  ask();
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  let line = "";
  try {
    for await (const piece of stdin) {
      for (const key of String(piece)) {
        if (key === "\r" || key === "\n" || key === "\u0004") return line;
        if (key === "\u0003") throw new Problem("usage", "problems.password-empty");
        line = key === "\u007f" || key === "\b" ? line.slice(0, -1) : line + key;
      }
    }
    return line;
  } finally {
    stdin.setRawMode(false);
    process.stderr.write("\n");
  }
}
