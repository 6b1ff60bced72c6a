import type { Table, TableRow } from "@veedor/authority-files";
import { readCount } from "@veedor/authority-files";
import { Problem } from "../terminal/problem.ts";

/** The cells of one column. What it cannot read is a problem that names file, line and column. */
type Cell = {
  readonly text: (line: number, cells: readonly string[]) => string;
  readonly count: (line: number, cells: readonly string[]) => number;
};

/** Finds a column by name and reads its cells; empty cells and other things than counts are problems. */
export function cellReader(path: string, table: Table): (column: string) => Cell {
  return (column) => {
    const position = table.columns.indexOf(column);
    if (position < 0) {
      throw new Problem("data", "problems.column-missing", {
        path,
        column,
        columns: table.columns.join(", "),
      });
    }
    const text: Cell["text"] = (line, cells) => {
      const cell = cells[position]?.trim() ?? "";
      if (cell === "") throw new Problem("data", "problems.empty-cell", { path, line, column });
      return cell;
    };
    const count: Cell["count"] = (line, cells) => {
      const cell = text(line, cells);
      const read = readCount(cell);
      if (typeof read === "number") return read;
      throw new Problem("data", "problems.not-a-count", { path, line, column, cell: cell.slice(0, 40) });
    };
    return { text, count };
  };
}

/** The rows of a table; one that has more or fewer cells than the heading is a problem. */
export async function* wholeRows(path: string, table: Table): AsyncGenerator<TableRow> {
  for await (const row of table.rows()) {
    const { line, cells } = row;
    if (cells.length !== table.columns.length) {
      const values = { path, line, cells: cells.length, columns: table.columns.length };
      throw new Problem("data", "problems.ragged-line", values);
    }
    yield row;
  }
}
