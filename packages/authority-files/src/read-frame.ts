import type { Frame, Station, StationCode } from "@veedor/domain";
import { defineFrame, readCode } from "@veedor/domain";
import type { ImportReport } from "./import-report.ts";
import { ReportWriter } from "./import-report.ts";
import { cellReader, columnPosition, countOf, mappedRows, openMapped } from "./mapped-rows.ts";
import type { Mapping } from "./mapping.ts";
import type { FileSource } from "./source.ts";
import type { FileForm, TableOptions } from "./table.ts";

export type FrameOptions = {
  readonly table?: TableOptions;
  readonly version?: number;
  /** names that an area level may have; another is `unknown-area` */
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
  const file = source.name;
  const table = await openMapped(source, mapping, options.table ?? {});
  const areas = (mapping.areas ?? []).map(({ level, from }) => ({
    level,
    read: cellReader(file, table, from),
  }));
  const attributes = (mapping.attributes ?? []).map(({ name, from }) => ({
    name,
    read: cellReader(file, table, from),
  }));
  const centre = mapping.centre === undefined ? null : cellReader(file, table, mapping.centre);
  const former = mapping.formerCode === undefined ? null : cellReader(file, table, mapping.formerCode);
  const registeredAt =
    mapping.registered === undefined ? null : columnPosition(file, table, mapping.registered);
  const home = mapping.abroad;
  const abroad =
    home === undefined ? null : { ...home, read: cellReader(file, table, { column: home.column }) };
  const report = new ReportWriter(mapping);
  const stations: Station[] = [];
  // A department's name stands once in memory, not once for each of its stations.
  const names = new Map<string, string>();
  const shared = (text: string): string => {
    const known = names.get(text);
    if (known === undefined) names.set(text, text);
    return known ?? text;
  };
  for await (const { line, cells, station, results } of mappedRows(file, table, mapping, report)) {
    const areaNames = areas.map(({ level, read }) => {
      const area = shared(read(cells));
      const isUnknown = options.knownAreas?.[level]?.has(area) === false;
      if (isUnknown) results.push({ code: "unknown-area", parameters: { level, area } });
      return area;
    });
    let registered: number | null = null;
    if (registeredAt !== null && mapping.registered !== undefined) {
      const before = results.length;
      registered = countOf(cells[registeredAt] ?? "", mapping.registered, mapping, results);
      if (registered === 0) results.push({ code: "registered-zero", parameters: {} });
      if (registered === null && results.length === before)
        results.push({ code: "registered-missing", parameters: {} });
    }
    const held = attributes.map(({ name, read }): [string, string] => [name, shared(read(cells))]);
    // Not by assignment: an attribute may be called `__proto__`.
    const values: Record<string, string> = Object.fromEntries(held);
    if (abroad !== null) {
      const place = abroad.read(cells);
      values["abroad"] = place === abroad.home ? "no" : "yes";
      if (place !== abroad.home) results.push({ code: "abroad", parameters: { place } });
    }
    const formerText = former?.(cells) ?? "";
    const formerCode = formerText === "" ? null : readCode<StationCode>(formerText);
    if (formerText !== "" && formerCode === null) {
      results.push({ code: "bad-station-code", parameters: { cell: formerText.slice(0, 40) } });
    }
    if (!report.line(line, station, results)) continue;
    const building = shared(centre?.(cells) ?? "") || null;
    stations.push({
      code: station,
      formerCode,
      areas: areaNames,
      centre: building,
      registered,
      attributes: values,
    });
  }
  const written = report.report();
  const attributeNames = [...attributes.map(({ name }) => name), ...(abroad === null ? [] : ["abroad"])];
  const areaLevels = areas.map(({ level }) => level);
  const version = options.version ?? 1;
  const frame = written.refused > 0 ? null : defineFrame({ version, areaLevels, attributeNames, stations });
  return { frame, report: written, form: table.form };
}
