import { fileOnDisk, openTable } from "@veedor/authority-files";
import type { Stratum } from "@veedor/statistics";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { Problem } from "../terminal/problem.ts";
import type { SampleRow } from "./sample-file.ts";
import { WHOLE_FRAME } from "./sample-file.ts";

/**
 * Reads the file that declares all strata of a design: columns `stratum`, `N_h` and, where strata may collapse,
 * `collapse_to` (empty cells there mean none).
 */
export async function readStrataFile(path: string): Promise<Stratum[]> {
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const name = cellOf("stratum");
  const size = cellOf("N_h");
  const target = table.columns.indexOf("collapse_to");
  const lineOf = new Map<string, number>();
  const strata: Stratum[] = [];
  const targets: { line: number; to: string }[] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const stratum = name.text(line, cells);
    const first = lineOf.get(stratum);
    if (first !== undefined)
      throw new Problem("data", "problems.stratum-twice", { path, line, stratum, first });
    lineOf.set(stratum, line);
    const collapseTo = (target < 0 ? "" : (cells[target]?.trim() ?? "")) || null;
    if (collapseTo === stratum)
      throw new Problem("data", "problems.collapse-to-itself", { path, line, stratum });
    if (collapseTo !== null) targets.push({ line, to: collapseTo });
    strata.push({ name: stratum, size: size.count(line, cells), collapseTo });
  }
  if (strata.length === 0) throw new Problem("data", "problems.no-rows", { path });
  for (const { line, to } of targets) {
    if (!lineOf.has(to))
      throw new Problem("data", "problems.unknown-collapse-target", { path, line, stratum: to });
  }
  return strata;
}

/** The strata that the sample's own rows show, with the N_h that they give. */
export function strataOfSample(
  path: string,
  rows: readonly SampleRow[],
  population: number | null,
): Stratum[] {
  const strata = new Map<string, { size: number | null; line: number }>();
  for (const { line, stratum, stratumSize } of rows) {
    const size = stratum === WHOLE_FRAME ? (population ?? stratumSize) : stratumSize;
    if (population !== null && stratumSize !== null && stratumSize !== population) {
      throw new Problem("data", "problems.population-differs", { path, line, size: stratumSize, population });
    }
    const known = strata.get(stratum);
    if (known === undefined) strata.set(stratum, { size, line });
    else if (known.size !== size) {
      const values = {
        path,
        line,
        stratum,
        size: size ?? "",
        first: known.line,
        firstSize: known.size ?? "",
      };
      throw new Problem(
        "data",
        stratum === WHOLE_FRAME ? "problems.frame-sizes-differ" : "problems.stratum-sizes-differ",
        values,
      );
    }
  }
  return [...strata].map(([name, { size }]) => ({ name, size }));
}

/** Every stratum of the sample must be declared, and must not have more rows than stations in the frame. */
export function checkSampleAgainstStrata(
  path: string,
  rows: readonly SampleRow[],
  strata: readonly Stratum[],
): void {
  const declared = new Map(strata.map((stratum) => [stratum.name, stratum]));
  const seen = new Map<string, number>();
  for (const { line, stratum, stratumSize } of rows) {
    const size = declared.get(stratum)?.size;
    if (size === undefined) throw new Problem("data", "problems.undeclared-stratum", { path, line, stratum });
    if (size !== null && stratumSize !== null && stratumSize !== size) {
      throw new Problem("data", "problems.size-differs-from-declared", {
        path,
        line,
        stratum,
        size: stratumSize,
        declared: size,
      });
    }
    const count = (seen.get(stratum) ?? 0) + 1;
    seen.set(stratum, count);
    if (size !== null && count > size) {
      const key =
        stratum === WHOLE_FRAME ? "problems.more-rows-than-frame" : "problems.more-rows-than-stations";
      throw new Problem("data", key, { path, line, stratum, count, size });
    }
  }
}
