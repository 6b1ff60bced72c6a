import type { CheckResult, Contest, Frame, Tally } from "@veedor/domain";
import { checkTally, defineContest, defineTally } from "@veedor/domain";
import { FileProblem } from "./file-problem.ts";
import type { ImportReport } from "./import-report.ts";
import { ReportWriter } from "./import-report.ts";
import { columnPosition, countOf, mappedRows, openMapped } from "./mapped-rows.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { FileForm, TableOptions } from "./table.ts";

export type ResultsReading = {
  readonly contest: Contest;
  readonly tallies: readonly Tally[] | null;
  readonly report: ImportReport;
  readonly form: FileForm;
};

/**
 * Reads the figures of a contest. All or nothing: `tallies` is `null` when the report has a refused line. With a
 * frame, stations that it does not have are refused and its registered voters are used where the file has none.
 *
 * @throws {FileProblem} when the file cannot be read, lacks a mapped column, or the mapping has no contest
 */
export async function readResults(
  source: FileSource,
  mapping: Mapping,
  frame: Frame | null = null,
  options: TableOptions = {},
): Promise<ResultsReading> {
  const file = source.name;
  const { contest: declared } = mapping;
  if (declared === undefined) throw new FileProblem("mapping-invalid", { file, path: "$.contest", expected: "the contest and its sheet lines" });
  const contest = defineContest(declared);
  const table = await openMapped(source, mapping, options);
  const positions = declared.lines.map(({ column }) => ({ column, position: columnPosition(file, table, column) }));
  const registeredAt = mapping.registered === undefined ? null : columnPosition(file, table, mapping.registered);
  const known = frame === null ? null : new Map(frame.stations.map(({ code, registered }) => [code, registered]));
  const report = new ReportWriter(mapping);
  const tallies: Tally[] = [];
  for await (const { line, cells, station, results } of mappedRows(file, table, mapping, report)) {
    if (known?.has(station) === false) results.push({ code: "unknown-station", parameters: {} });
    const damaged: CheckResult[] = [];
    const figures = positions.map(({ column, position }) => countOf(cells[position] ?? "", column, mapping, damaged));
    const own = registeredAt === null ? null : countOf(cells[registeredAt] ?? "", mapping.registered ?? "", mapping, damaged);
    results.push(...damaged);
    // A damaged figure has been told; as "missing" it would only be told twice.
    if (damaged.length === 0) results.push(...checkTally(contest, figures, own ?? known?.get(station) ?? null));
    if (report.line(line, station, results)) tallies.push(defineTally(contest, station, figures));
  }
  const written = report.report();
  return { contest, tallies: written.refused > 0 ? null : tallies, report: written, form: table.form };
}
