import { DomainError } from "./domain-error.ts";
import type { StationCode } from "./identifiers.ts";

/**
 * A polling station: the smallest unit that counts votes and signs one tally sheet.
 *
 * @property code the authority's code, unique in the frame; it is the station's identity across frame
 *   versions and rounds unless `formerCode` ties it to an earlier one
 * @property areas names of the areas that hold it, one for each of the frame's `areaLevels`, from the largest
 * @property centre the voting centre (building) where the authority names it
 * @property registered registered voters, or `null` where the authority does not give them
 * @property attributes further columns kept for strata and post-strata (`urban`, `zone` …)
 */
export type Station = {
  readonly code: StationCode;
  readonly formerCode: StationCode | null;
  readonly areas: readonly string[];
  readonly centre: string | null;
  readonly registered: number | null;
  readonly attributes: Readonly<Record<string, string>>;
};

/** The complete list of stations from which a sample is drawn, as one version of it stood. */
export type Frame = {
  readonly version: number;
  readonly areaLevels: readonly string[];
  readonly attributeNames: readonly string[];
  readonly stations: readonly Station[];
};

/**
 * Declares a frame: codes are unique, each station has one area for each level and a value (possibly empty)
 * for each attribute.
 *
 * @throws {DomainError} `duplicate-level`, `duplicate-station`, `length-mismatch`, `not-a-count`
 */
export function defineFrame(input: Frame): Frame {
  const names = [...input.areaLevels, ...input.attributeNames];
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw new DomainError("duplicate-level", "areaLevels", repeated);
  const seen = new Set<StationCode>();
  input.stations.forEach((station, i) => {
    if (seen.has(station.code))
      throw new DomainError("duplicate-station", `stations[${i}].code`, station.code);
    seen.add(station.code);
    if (station.areas.length !== input.areaLevels.length) {
      throw new DomainError("length-mismatch", `stations[${i}].areas`, station.areas.length);
    }
    const { registered } = station;
    if (registered !== null && !(Number.isInteger(registered) && registered >= 0)) {
      throw new DomainError("not-a-count", `stations[${i}].registered`, registered);
    }
  });
  return Object.freeze({ ...input, stations: Object.freeze([...input.stations]) });
}

/** Value of a column (area level or attribute) for a station; `null` when the frame has no such column. */
export function stationColumn(frame: Frame, station: Station, column: string): string | null {
  const level = frame.areaLevels.indexOf(column);
  if (level >= 0) return station.areas[level] ?? null;
  if (column === "centre") return station.centre;
  return frame.attributeNames.includes(column) ? (station.attributes[column] ?? "") : null;
}
