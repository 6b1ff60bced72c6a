import { readCount } from "./numbers.ts";
import type { Table } from "./table.ts";

/** What the cells of a column show, over sample rows. */
export type ColumnEvidence = {
  readonly filled: number;
  readonly distinct: number;
  /** share of the filled cells that are whole numbers */
  readonly counts: number;
  /** largest count, `null` when there is none */
  readonly largest: number | null;
};

/**
 * Rows for {@link suggestMapping}, spread over the whole file by a fixed scattering of line numbers, so that the
 * same file gives the same rows. The first rows alone mislead: where a file is sorted by department, a number
 * that repeats in each department looks unique.
 */
export async function sampleOfRows(table: Table, most = 4_000): Promise<string[][]> {
  let kept: { mark: number; cells: string[] }[] = [];
  let limit = 2 ** 32;
  for await (const { line, cells } of table.rows()) {
    const mark = Math.imul(line ^ (line >>> 15), 0x9e3779b1) >>> 0;
    if (mark >= limit) continue;
    kept.push({ mark, cells });
    if (kept.length <= most * 2) continue;
    limit /= 2;
    kept = kept.filter((row) => row.mark < limit);
  }
  return kept.map(({ cells }) => cells);
}

/** Looks at one column's cells. */
export function columnEvidence(rows: readonly (readonly string[])[], position: number): ColumnEvidence {
  const values = new Set<string>();
  let filled = 0;
  let counts = 0;
  let largest: number | null = null;
  for (const row of rows) {
    const cell = row[position]?.trim() ?? "";
    const count = readCount(cell);
    if (count === null) continue;
    filled += 1;
    values.add(cell);
    // A negative figure is a mistake in a column of figures; a fraction shows that it is none.
    if (count === "negative-votes") counts += 1;
    if (typeof count === "string") continue;
    counts += 1;
    largest = Math.max(largest ?? 0, count);
  }
  return { filled, distinct: values.size, counts: filled === 0 ? 0 : counts / filled, largest };
}

/** Whether the cells of these columns, taken together, differ in every row. */
export function areUniqueTogether(
  rows: readonly (readonly string[])[],
  positions: readonly number[],
): boolean {
  const seen = new Set<string>();
  for (const row of rows) {
    const pieces = positions.map((position) => row[position]?.trim() ?? "");
    if (pieces.includes("")) continue;
    const key = pieces.join("\u0000");
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return seen.size > 0;
}

/** Share of the rows in which the parts add up to the total, of those where all are given; `null` without any. */
export function shareThatAddsUp(
  rows: readonly (readonly string[])[],
  parts: readonly number[],
  total: number,
): number | null {
  let compared = 0;
  let equal = 0;
  for (const row of rows) {
    const figures = [total, ...parts].map((position) => readCount(row[position] ?? ""));
    let sum = 0;
    let whole = true;
    for (const figure of figures.slice(1)) {
      if (typeof figure === "number") sum += figure;
      else whole = false;
    }
    if (!whole || typeof figures[0] !== "number") continue;
    compared += 1;
    if (sum === figures[0]) equal += 1;
  }
  return compared === 0 ? null : equal / compared;
}
