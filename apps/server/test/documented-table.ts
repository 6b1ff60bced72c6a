import { readFileSync } from "node:fs";

/** The rows of the tables of a document in docs/operating whose first cell is a word in code, as cells without marks. */
export function documentedRows(document: string): string[][] {
  const text = readFileSync(new URL(`../../../docs/operating/${document}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(2, -2)
        .split(" | ")
        .map((cell) => cell.replaceAll("`", "").trim()),
    );
}
