import type { CheckResult, Frame, Station, StationCode } from "@veedor/domain";
import { readCode } from "@veedor/domain";
import type { CellReader } from "./cell-readers.ts";
import { cellReader, countReader, recodedReader } from "./cell-readers.ts";
import type { MappedRow } from "./mapped-rows.ts";
import type { ColumnPart, Mapping } from "./mapping.ts";
import type { Table } from "./table.ts";

type KnownAreas = Readonly<Record<string, ReadonlySet<string>>>;
/** Reads one thing of a row; what is wrong with it goes to the results. */
type RowReader<Read> = (cells: readonly string[], results: CheckResult[]) => Read;

/** The frame's area levels and attributes, in the order that the mapping declares. */
export function frameColumns({
  areas = [],
  attributes = [],
  abroad,
}: Mapping): Pick<Frame, "areaLevels" | "attributeNames"> {
  const names = attributes.map(({ name }) => name);
  return {
    areaLevels: areas.map(({ level }) => level),
    attributeNames: abroad === undefined ? names : [...names, "abroad"],
  };
}

/** Reads a row as the mapping says. @throws {FileProblem} `column-not-found` */
export function stationReader(
  file: string,
  table: Table,
  mapping: Mapping,
  knownAreas: KnownAreas,
): (row: MappedRow) => Station {
  const onlyOnce = textKeeper();
  const optional = (from: ColumnPart | undefined): CellReader =>
    from === undefined ? () => "" : cellReader(file, table, from);
  const readAreas = areasReader(file, table, mapping, knownAreas);
  const readRegistered = registeredReader(file, table, mapping);
  const readAttributes = attributesReader(file, table, mapping);
  const readCentre = optional(mapping.centre);
  const readFormer = optional(mapping.formerCode);
  return ({ cells, station, results }) => {
    // In this order the report tells what is wrong with a line.
    const areas = readAreas(cells, results).map(onlyOnce);
    const registered = readRegistered(cells, results);
    const attributes = readAttributes(cells, results).map(([name, text]) => [name, onlyOnce(text)] as const);
    const formerCode = formerCodeOf(readFormer(cells), results);
    const centre = onlyOnce(readCentre(cells)) || null;
    // Not by assignment: an attribute may be called `__proto__`.
    return {
      code: station,
      formerCode,
      areas,
      centre,
      registered,
      attributes: Object.fromEntries(attributes),
    };
  };
}

/** A department's name stands once in memory, not once for each of its stations. */
function textKeeper(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const kept = texts.get(text);
    if (kept === undefined) texts.set(text, text);
    return kept ?? text;
  };
}

function areasReader(
  file: string,
  table: Table,
  { areas = [] }: Mapping,
  knownAreas: KnownAreas,
): RowReader<string[]> {
  const readers = areas.map(({ level, from, values }) => ({
    level,
    // A level may be called `constructor`.
    known: Object.hasOwn(knownAreas, level) ? knownAreas[level] : undefined,
    read: recodedReader(file, table, from, values),
  }));
  return (cells, results) =>
    readers.map(({ level, known, read }) => {
      const area = read(cells);
      if (known?.has(area) === false) results.push({ code: "unknown-area", parameters: { level, area } });
      return area;
    });
}

function registeredReader(file: string, table: Table, mapping: Mapping): RowReader<number | null> {
  if (mapping.registered === undefined) return () => null;
  const read = countReader(file, table, mapping, mapping.registered);
  return (cells, results) => {
    const before = results.length;
    const registered = read(cells, results);
    if (registered === 0) results.push({ code: "registered-zero", parameters: {} });
    // A damaged figure has been told already.
    const isMissing = registered === null && results.length === before;
    if (isMissing) results.push({ code: "registered-missing", parameters: {} });
    return registered;
  };
}

/** Names and texts of the attributes, with the one that tells the stations abroad. */
function attributesReader(
  file: string,
  table: Table,
  { attributes = [], abroad }: Mapping,
): RowReader<(readonly [name: string, text: string])[]> {
  const readers = attributes.map(({ name, from, values }) => ({
    name,
    read: recodedReader(file, table, from, values),
  }));
  const readOwn = (cells: readonly string[]): (readonly [string, string])[] =>
    readers.map(({ name, read }) => [name, read(cells)]);
  if (abroad === undefined) return readOwn;
  const readPlace = cellReader(file, table, { column: abroad.column });
  return (cells, results) => {
    const place = readPlace(cells);
    const isAbroad = place !== abroad.home;
    if (isAbroad) results.push({ code: "abroad", parameters: { place } });
    return [...readOwn(cells), ["abroad", isAbroad ? "yes" : "no"]];
  };
}

function formerCodeOf(text: string, results: CheckResult[]): StationCode | null {
  if (text === "") return null;
  const code = readCode<StationCode>(text);
  if (code === null) results.push({ code: "bad-station-code", parameters: { cell: text.slice(0, 40) } });
  return code;
}
