import type { Frame, Station } from "@veedor/domain";
import { defineFrame } from "@veedor/domain";
import { frameColumns, stationReader } from "./frame-stations.ts";
import type { ImportReport } from "./import-report.ts";
import { ReportWriter } from "./import-report.ts";
import { openMapped, rowMapper } from "./mapped-rows.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { FileForm, TableOptions } from "./table.ts";

export type FrameOptions = {
  readonly table?: TableOptions;
  readonly version?: number;
  /** names that an area level may have (after `values`); another is `unknown-area` */
  readonly knownAreas?: Readonly<Record<string, ReadonlySet<string>>>;
};
export type FrameReading = {
  readonly frame: Frame | null;
  readonly report: ImportReport;
  readonly form: FileForm;
};

/**
 * Reads a frame. All or nothing: `frame` is `null` when the report has a refused line.
 *
 * @throws {FileProblem} when the file cannot be read or lacks a mapped column
 */
export async function readFrame(
  source: FileSource,
  mapping: Mapping,
  options: FrameOptions = {},
): Promise<FrameReading> {
  const table = await openMapped(source, mapping, options.table ?? {});
  const readStation = stationReader(source.name, table, mapping, options.knownAreas ?? {});
  const report = new ReportWriter(mapping);
  const mapRow = rowMapper(source.name, table, mapping, report);
  const stations: Station[] = [];
  for await (const row of table.rows()) {
    const mapped = mapRow(row);
    if (mapped === null) continue;
    const station = readStation(mapped);
    if (report.line(mapped.line, mapped.station, mapped.results)) stations.push(station);
  }
  const written = report.report();
  const version = options.version ?? 1;
  const frame = written.refused > 0 ? null : defineFrame({ version, ...frameColumns(mapping), stations });
  return { frame, report: written, form: table.form };
}
