import { FileProblem } from "@veedor/authority-files";

/** A cell of PostgreSQL's COPY text format; `\N` is null. */
export type CopyCell = string;

/**
 * A text as a cell. PostgreSQL's texts hold no NUL.
 *
 * Source: PostgreSQL documentation, COPY, "Text Format".
 *
 * @throws {FileProblem} `file-has-nul-bytes`
 */
export function textCell(file: string, text: string | null): CopyCell {
  if (text === null) return "\\N";
  if (!/[\\\t\n\r\0]/.test(text)) return text;
  if (text.includes("\0")) throw new FileProblem("file-has-nul-bytes", { file });
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

/** A list of texts as a cell of type `text[]`. */
export function textsCell(file: string, texts: readonly string[]): CopyCell {
  const quoted = texts.map((text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
  return textCell(file, `{${quoted.join(",")}}`);
}

/** Counts as a cell of type `integer[]`; what is not given is null there, too. */
export function countsCell(counts: readonly (number | null)[]): CopyCell {
  let cell = "{";
  for (let i = 0; i < counts.length; i++) cell += `${i === 0 ? "" : ","}${counts[i] ?? "NULL"}`;
  return `${cell}}`;
}

export const countCell = (count: number | null): CopyCell => (count === null ? "\\N" : String(count));

/** One row. */
export const copyRow = (cells: readonly CopyCell[]): string => `${cells.join("\t")}\n`;
