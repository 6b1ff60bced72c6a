import type { Contest, Figure, Frame, Tally } from "@veedor/domain";
import type { ImportReport } from "./import-report.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { KnownStations } from "./stream-results.ts";
import { streamResults } from "./stream-results.ts";
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
  const known: KnownStations | null =
    frame === null ? null : new Map(frame.stations.map(({ code, registered }) => [code, registered]));
  const stream = await streamResults(source, mapping, known, options);
  const tallies: Tally[] = [];
  const registered: Figure[] = [];
  for await (const { station, figures, registered: voters } of stream.tallies()) {
    tallies.push({ station, figures });
    registered.push(voters);
  }
  const report = stream.report();
  const loaded = report.refused > 0 ? { tallies: null, registered: null } : { tallies, registered };
  return { contest: stream.contest, ...loaded, report, form: stream.form };
}
