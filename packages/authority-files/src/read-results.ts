import type { CheckResult, Contest, Figure, Frame, Tally } from "@veedor/domain";
import { defineContest, defineTally, tallyChecker } from "@veedor/domain";
import { countReader } from "./cell-readers.ts";
import { FileProblem } from "./file-problem.ts";
import type { ImportReport } from "./import-report.ts";
import { ReportWriter } from "./import-report.ts";
import type { MappedRow } from "./mapped-rows.ts";
import { openMapped, rowMapper } from "./mapped-rows.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { FileForm, Table, TableOptions } from "./table.ts";

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
  const declared = declaredContest(file, mapping);
  const contest = defineContest(declared);
  const table = await openMapped(source, mapping, options);
  const readSheet = sheetReader(file, table, mapping, contest, declared);
  const checkWithFrame = frameChecker(frame);
  const report = new ReportWriter(mapping);
  const mapRow = rowMapper(file, table, mapping, report);
  const tallies: Tally[] = [];
  const registered: Figure[] = [];
  for await (const row of table.rows()) {
    const mapped = mapRow(row);
    if (mapped === null) continue;
    const framed = checkWithFrame(mapped);
    const sheet = readSheet(mapped, framed);
    if (!report.line(mapped.line, mapped.station, mapped.results)) continue;
    tallies.push(defineTally(contest, mapped.station, sheet.figures));
    registered.push(sheet.registered);
  }
  const written = report.report();
  const loaded = written.refused > 0 ? { tallies: null, registered: null } : { tallies, registered };
  return { contest, ...loaded, report: written, form: table.form };
}

type DeclaredContest = NonNullable<Mapping["contest"]>;

function declaredContest(file: string, { contest }: Mapping): DeclaredContest {
  if (contest !== undefined) return contest;
  throw new FileProblem("mapping-invalid", { file, path: "$.contest", fault: "missing", expected: "" });
}

/** Gives the registered voters that the frame has for a line's station; a station that it does not have is noted. */
function frameChecker(frame: Frame | null): (row: MappedRow) => Figure {
  if (frame === null) return () => null;
  const known = new Map(frame.stations.map(({ code, registered }) => [code, registered]));
  return ({ station, results }) => {
    const registered = known.get(station);
    if (registered === undefined) results.push({ code: "unknown-station", parameters: {} });
    return registered ?? null;
  };
}

/** A line's figures in the order of the contest, and the registered voters that they were checked against. */
type ReadSheet = { readonly figures: readonly Figure[]; readonly registered: Figure };

/** Reads and checks a line's figures; `framed` are the frame's registered voters, used where the file has none. */
function sheetReader(
  file: string,
  table: Table,
  mapping: Mapping,
  contest: Contest,
  { lines }: DeclaredContest,
): (row: MappedRow, framed: Figure) => ReadSheet {
  const readers = lines.map(({ column }) => countReader(file, table, mapping, column));
  const readRegistered =
    mapping.registered === undefined ? null : countReader(file, table, mapping, mapping.registered);
  const check = tallyChecker(contest);
  return ({ cells, results }, framed) => {
    const damaged: CheckResult[] = [];
    const figures = readers.map((read) => read(cells, damaged));
    const registered = readRegistered?.(cells, damaged) ?? framed;
    // A damaged figure has been told; as "missing" it would only be told twice.
    results.push(...(damaged.length > 0 ? damaged : check(figures, registered)));
    return { figures, registered };
  };
}
