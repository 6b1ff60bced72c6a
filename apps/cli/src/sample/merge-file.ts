import { fileOnDisk, openTable } from "@veedor/authority-files";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";

/** The map of strata too small (CSV `stratum, merge_to`); whether its names are strata, the server sees. */
export async function mergeFile(path: string): Promise<Record<string, string>> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const [source, target] = [cellOf("stratum"), cellOf("merge_to")];
  const lineOf = new Map<string, number>();
  const map: [string, string][] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const stratum = source.text(line, cells);
    const first = lineOf.get(stratum);
    if (first !== undefined)
      throw new Problem("data", "problems.stratum-twice", { path, line, stratum, first });
    lineOf.set(stratum, line);
    map.push([stratum, target.text(line, cells)]);
  }
  return Object.fromEntries(map);
}
