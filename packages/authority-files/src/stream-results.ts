import type { CheckResult, Contest, Figure, StationCode, Tally } from "@veedor/domain";
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

/** A tally of the file with the registered voters that it was checked against: the file's own, or the frame's. */
export type ReadTally = Tally & { readonly registered: Figure };

/**
 * The figures of a contest as they are read.
 *
 * @property tallies reads the file once and gives the lines that were kept, one by one, whether or not others are
 *   refused: what is made of them counts only if {@link ResultsStream.report} then says that none was
 * @property report what has been found so far; whole once `tallies` has ended
 */
export type ResultsStream = {
  readonly contest: Contest;
  readonly form: FileForm;
  readonly tallies: () => AsyncGenerator<ReadTally>;
  readonly report: () => ImportReport;
};

/** Registered voters of the stations that exist; a tally of any other station is refused. */
export type KnownStations = ReadonlyMap<StationCode, Figure>;

/**
 * Opens a file of results without holding its figures in memory.
 *
 * @param known where given, other stations are refused, and its registered voters serve where the file has none
 * @throws {FileProblem} when the file cannot be read, lacks a mapped column, or the mapping has no contest
 */
export async function streamResults(
  source: FileSource,
  mapping: Mapping,
  known: KnownStations | null = null,
  options: TableOptions = {},
): Promise<ResultsStream> {
  const file = source.name;
  const declared = declaredContest(file, mapping);
  const contest = defineContest(declared);
  const table = await openMapped(source, mapping, options);
  const readSheet = sheetReader(file, table, mapping, contest, declared);
  const report = new ReportWriter(mapping);
  const tallies = async function* (): AsyncGenerator<ReadTally> {
    const mapRow = rowMapper(file, table, mapping, report);
    for await (const row of table.rows()) {
      const mapped = mapRow(row);
      if (mapped === null) continue;
      const sheet = readSheet(mapped, framedOf(known, mapped));
      if (!report.line(mapped.line, mapped.station, mapped.results)) continue;
      yield { ...defineTally(contest, mapped.station, sheet.figures), registered: sheet.registered };
    }
  };
  return { contest, form: table.form, tallies, report: () => report.report() };
}

type DeclaredContest = NonNullable<Mapping["contest"]>;

function declaredContest(file: string, { contest }: Mapping): DeclaredContest {
  if (contest !== undefined) return contest;
  throw new FileProblem("mapping-invalid", { file, path: "$.contest", fault: "missing", expected: "" });
}

/** Registered voters that the frame has for a line's station; a station that it does not have is noted. */
function framedOf(known: KnownStations | null, { station, results }: MappedRow): Figure {
  if (known === null) return null;
  const registered = known.get(station);
  if (registered === undefined) results.push({ code: "unknown-station", parameters: {} });
  return registered ?? null;
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
