import type { CheckResult, Contest, Figure, Frame, Tally } from "@veedor/domain";
import { checkTally, defineContest, defineTally } from "@veedor/domain";
import { FileProblem } from "./file-problem.ts";
import type { ImportReport } from "./import-report.ts";
import { ReportWriter } from "./import-report.ts";
import { columnPosition, countOf, mappedRows, openMapped } from "./mapped-rows.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { FileForm, TableOptions } from "./table.ts";

/**
 * @property registered registered voters of each tally's station, in the order of the tallies: the file's own, or
 *   else the frame's; `null` where neither gives them
 */
export type ResultsReading = {
  readonly contest: Contest;
  readonly tallies: readonly Tally[] | null;
  readonly registered: readonly Figure[] | null;
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
  if (declared === undefined) {
    throw new FileProblem("mapping-invalid", { file, path: "$.contest", fault: "missing", expected: "" });
  }
  const contest = defineContest(declared);
  const table = await openMapped(source, mapping, options);
  const positions = declared.lines.map(({ column }) => ({
    column,
    position: columnPosition(file, table, column),
  }));
  const registeredName = mapping.registered ?? "";
  const registeredAt = mapping.registered === undefined ? null : columnPosition(file, table, registeredName);
  const known =
    frame === null ? null : new Map(frame.stations.map(({ code, registered }) => [code, registered]));
  const report = new ReportWriter(mapping);
  const tallies: Tally[] = [];
  const registered: Figure[] = [];
  for await (const { line, cells, station, results } of mappedRows(file, table, mapping, report)) {
    if (known?.has(station) === false) results.push({ code: "unknown-station", parameters: {} });
    const damaged: CheckResult[] = [];
    const figures = positions.map(({ column, position }) =>
      countOf(cells[position] ?? "", column, mapping, damaged),
    );
    const own =
      registeredAt === null ? null : countOf(cells[registeredAt] ?? "", registeredName, mapping, damaged);
    const voters = own ?? known?.get(station) ?? null;
    results.push(...damaged);
    // A damaged figure has been told; as "missing" it would only be told twice.
    if (damaged.length === 0) results.push(...checkTally(contest, figures, voters));
    if (!report.line(line, station, results)) continue;
    tallies.push(defineTally(contest, station, figures));
    registered.push(voters);
  }
  const written = report.report();
  const loaded = written.refused > 0 ? { tallies: null, registered: null } : { tallies, registered };
  return { contest, ...loaded, report: written, form: table.form };
}
