import { fileOnDisk, openTable } from "@veedor/authority-files";
import { mergeSmallStrata, StatisticsError } from "@veedor/statistics";
import type { FrameRow } from "../frame/frame-table.ts";
import { strataSizes } from "../frame/frame-table.ts";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** Applies the declared map of strata too small (CSV `stratum, merge_to`) to the stations of a frame. */
export async function mergeStrata(
  rows: readonly FrameRow[],
  path: string,
  minimum: number,
): Promise<FrameRow[]> {
  const sizes = strataSizes(rows);
  const map = await readMergeMap(path, sizes);
  try {
    const { into } = mergeSmallStrata(sizes, map, minimum);
    return rows.map((row) => ({ ...row, stratum: into.get(row.stratum) ?? row.stratum }));
  } catch (error) {
    if (!(error instanceof StatisticsError) || error.code !== "impossible") throw error;
    const stratum = error.argument.slice("mergeMap.".length);
    if (map.has(stratum))
      throw new Problem("data", "problems.merge-circle", { path, circle: error.received });
    throw new Problem("data", "problems.merge-missing", { path, stratum, minimum });
  }
}

async function readMergeMap(path: string, sizes: ReadonlyMap<string, number>): Promise<Map<string, string>> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const source = cellOf("stratum");
  const target = cellOf("merge_to");
  const lineOf = new Map<string, number>();
  const map = new Map<string, string>();
  for await (const { line, cells } of wholeRows(path, table)) {
    const stratum = source.text(line, cells);
    const first = lineOf.get(stratum);
    if (first !== undefined)
      throw new Problem("data", "problems.stratum-twice", { path, line, stratum, first });
    lineOf.set(stratum, line);
    const mergeTo = target.text(line, cells);
    const unknown = [stratum, mergeTo].find((name) => !sizes.has(name));
    if (unknown !== undefined) {
      const strata = [...sizes.keys()].slice(0, 5).join(", ");
      throw new Problem("data", "problems.merge-unknown-stratum", { path, line, stratum: unknown, strata });
    }
    map.set(stratum, mergeTo);
  }
  return map;
}
