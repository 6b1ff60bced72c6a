import type { CheckResult } from "@veedor/domain";
import { FileProblem } from "./file-problem.ts";
import type { ColumnPart, Mapping, Recoding } from "./mapping.ts";
import { readCount } from "./numbers.ts";
import type { Table } from "./table.ts";

/** Reads a part of a row's cells. */
export type CellReader = (cells: readonly string[]) => string;
/** Reads a count of a row; `null` where there is none, or where the results get to know why it is not one. */
export type CountReader = (cells: readonly string[], results: CheckResult[]) => number | null;

/** Position of a column. @throws {FileProblem} `column-not-found` */
function columnPosition(file: string, table: Table, column: string): number {
  const position = table.columns.indexOf(column);
  if (position >= 0) return position;
  throw new FileProblem("column-not-found", { file, column, columns: table.columns.join(", ") });
}

/** The text of a column's cells, trimmed, or of one part of them. @throws {FileProblem} `column-not-found` */
export function cellReader(file: string, table: Table, from: ColumnPart): CellReader {
  const position = columnPosition(file, table, from.column);
  const { split, part = 0 } = from;
  if (split === undefined) return (cells) => cells[position]?.trim() ?? "";
  return (cells) => cells[position]?.split(split)[part]?.trim() ?? "";
}

/** Like {@link cellReader}, with the mapping's own words for some of the texts. */
export function recodedReader(
  file: string,
  table: Table,
  from: ColumnPart,
  values: Recoding | undefined,
): CellReader {
  const read = cellReader(file, table, from);
  if (values === undefined) return read;
  // A map, and not the object: a cell may say `constructor`.
  const words = new Map(Object.entries(values));
  return (cells) => {
    const text = read(cells);
    return words.get(text) ?? text;
  };
}

/** The counts of a column. @throws {FileProblem} `column-not-found` */
export function countReader(file: string, table: Table, mapping: Mapping, column: string): CountReader {
  const position = columnPosition(file, table, column);
  return (cells, results) => {
    const cell = cells[position] ?? "";
    const read = readCount(cell, mapping.thousands);
    if (typeof read !== "string") return read;
    results.push({ code: read, parameters: { column, cell: cell.slice(0, 40) } });
    return null;
  };
}
