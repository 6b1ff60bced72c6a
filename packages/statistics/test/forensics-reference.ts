import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = `${process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url))}/reference`;

/** The cases of a forensic reference, or null when the folder is not on this machine. */
export function casesOf<Shape>(name: string): Shape | null {
  const path = `${folder}/${name}/cases.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Shape) : null;
}

/** A data file of the references by column name; numbers where all cells of a column are numbers. */
export type Columns = {
  readonly rows: number;
  readonly text: (column: string) => readonly string[];
  readonly count: (column: string) => readonly number[];
};

/** Reads `NAME.csv` of the references' data folder, or a file beside the cases. Cells may be quoted. */
export function columnsOf(path: string): Columns {
  const [head = [], ...lines] = readFileSync(`${folder}/${path}`, "utf8")
    .trim()
    .split("\n")
    .map((line) => Array.from(line.matchAll(/"((?:[^"]|"")*)"|([^,]*)(?:,|$)/g)).flatMap(cellOf));
  const text = (column: string): readonly string[] => {
    const at = head.indexOf(column);
    if (at < 0) throw new Error(`${path} has no column ${column}`);
    return lines.map((cells) => cells[at] ?? "");
  };
  return { rows: lines.length, text, count: (column) => text(column).map(Number) };
}

/** A quoted cell is followed by an empty match up to its comma, and a line ends with an empty match. */
function cellOf(match: RegExpMatchArray, i: number, all: readonly RegExpMatchArray[]): string[] {
  if (match[1] !== undefined) return [match[1].replaceAll('""', '"')];
  const before = all[i - 1];
  const isRest = before?.[1] !== undefined || (match[0] === "" && !before?.[0].endsWith(","));
  return isRest ? [] : [match[2] ?? ""];
}

/** Largest difference of two trees of numbers, relative where the expected one is not 0; keys of `expected` only. */
export function treeDifference(actual: unknown, expected: unknown): number {
  if (expected === "Infinity") return actual === Infinity ? 0 : Infinity;
  if (typeof expected === "number") {
    if (typeof actual !== "number") return Infinity;
    if (actual === expected) return 0;
    const difference = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
    return Number.isNaN(difference) ? Infinity : difference;
  }
  if (expected === null || typeof expected !== "object") return actual === expected ? 0 : Infinity;
  const other = (actual ?? {}) as Record<string, unknown>;
  const keys = Object.keys(expected);
  if (Array.isArray(expected) && (other as { length?: number }).length !== expected.length) return Infinity;
  return Math.max(
    0,
    ...keys.map((key) => treeDifference(other[key], (expected as Record<string, unknown>)[key])),
  );
}
