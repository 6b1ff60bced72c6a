import type { Frame, Station, StationCode } from "@veedor/domain";
import { stationColumn } from "@veedor/domain";
import type { PostStratum, Stratum } from "@veedor/statistics";
import type { AnalysisPlan } from "./plan.ts";

/** A station of the sample with what is known of it beforehand. */
export type SampledStation = {
  readonly code: StationCode;
  readonly stratum: number;
  readonly postStratum: number;
  readonly registered: number | null;
  /** Value of each watched column. */
  readonly groups: readonly string[];
};

/**
 * The sample as drawn, against the frame that it came from.
 *
 * @property adjustedColumns watched columns by whose every value the post-strata adjust
 * @property frameGroups for each watched column, how many stations of the frame have each value
 */
export type SampleDesign = {
  readonly strata: readonly Stratum[];
  readonly postStrata: readonly PostStratum[];
  readonly watched: readonly string[];
  readonly stations: readonly SampledStation[];
  readonly frameGroups: readonly ReadonlyMap<string, number>[];
  readonly adjustedColumns: readonly string[];
};

/** What can be wrong between sample, frame and plan. */
export class DesignError extends Error {
  override readonly name = "DesignError";
  readonly code:
    | "unknown-column"
    | "stratum-not-in-frame"
    | "post-stratum-not-in-frame"
    | "no-stations"
    | "region-varies";
  readonly subject: string;

  constructor(code: DesignError["code"], subject: string) {
    super(`${code}: ${subject}`);
    this.code = code;
    this.subject = subject;
  }
}

/** Joins the values of several columns into one label; `docs/method/drawing.md` uses the same. */
export function joinedLabel(values: readonly string[]): string {
  return values.join("|");
}

/** A station whose columns can be asked for: of the frame, or of a sample that came with columns of its own. */
export type StationWithColumns = {
  readonly code: StationCode;
  readonly registered: number | null;
  readonly column: (name: string) => string | null;
};

/** Frame stations with their columns. */
export function withColumns(frame: Frame, station: Station): StationWithColumns {
  return {
    code: station.code,
    registered: station.registered,
    column: (name) => stationColumn(frame, station, name),
  };
}

/**
 * Ties a sample to its frame: strata with N_h and post-strata with N_c counted from the frame, each station with
 * its stratum, post-stratum and watched groups.
 *
 * @param strataColumns columns whose joined values name the strata; none for a simple random sample
 * @throws {DesignError} for a column that the frame does not have, or a value that the frame does not know
 */
export function sampleDesign(input: {
  readonly frame: Frame;
  readonly plan: AnalysisPlan;
  readonly strataColumns: readonly string[];
  readonly stratumOf?: (station: StationWithColumns) => string;
  readonly sample: readonly StationWithColumns[];
}): SampleDesign {
  const { frame, plan, strataColumns, sample } = input;
  if (frame.stations.length === 0 || sample.length === 0)
    throw new DesignError("no-stations", "frame or sample");
  const all = frame.stations.map((station) => withColumns(frame, station));
  const label = (station: StationWithColumns, columns: readonly string[]): string =>
    joinedLabel(columns.map((column) => valueOf(station, column)));
  const stratumOf = input.stratumOf ?? ((station: StationWithColumns) => label(station, strataColumns));
  const merge = plan.postStrata?.merge ?? {};
  const cellOf = (station: StationWithColumns): string => {
    const cell = label(station, plan.postStrata?.columns ?? []);
    return Object.hasOwn(merge, cell) ? (merge[cell] ?? cell) : cell;
  };
  const strata = strataOf(all, stratumOf, plan);
  const cells = plan.postStrata === null ? new Map<string, number>() : countBy(all, cellOf);
  const stratumIndex = new Map(strata.map((stratum, h) => [stratum.name, h]));
  const cellIndex = new Map([...cells.keys()].map((name, c) => [name, c]));
  const stations = sample.map((station): SampledStation => {
    const stratum = stratumIndex.get(stratumOf(station));
    if (stratum === undefined)
      throw new DesignError("stratum-not-in-frame", `${station.code}: ${stratumOf(station)}`);
    const postStratum = plan.postStrata === null ? 0 : cellIndex.get(cellOf(station));
    if (postStratum === undefined)
      throw new DesignError("post-stratum-not-in-frame", `${station.code}: ${cellOf(station)}`);
    const groups = plan.watch.map((column) => valueOf(station, column));
    return { code: station.code, stratum, postStratum, registered: station.registered, groups };
  });
  return {
    strata,
    postStrata: [...cells].map(([name, size]) => ({ name, size })),
    watched: plan.watch,
    stations,
    frameGroups: plan.watch.map((column) => countBy(all, (station) => valueOf(station, column))),
    adjustedColumns:
      plan.postStrata === null ? [] : plan.watch.filter((column) => isAdjusted(all, cellOf, column)),
  };
}

/** Strata in the order of their names, with sizes, and what the collapse rule needs. */
function strataOf(
  all: readonly StationWithColumns[],
  stratumOf: (station: StationWithColumns) => string,
  plan: AnalysisPlan,
): Stratum[] {
  const { collapse } = plan;
  const regions = new Map<string, string>();
  if (collapse.rule === "neighbour" && collapse.region !== null) {
    for (const station of all) {
      const stratum = stratumOf(station);
      const region = valueOf(station, collapse.region);
      const known = regions.get(stratum) ?? region;
      if (known !== region) throw new DesignError("region-varies", `${stratum}: ${known}, ${region}`);
      regions.set(stratum, region);
    }
  }
  const map = collapse.rule === "map" ? collapse.map : {};
  return [...countBy(all, stratumOf)].map(([name, size]) => ({
    name,
    size,
    collapseTo: Object.hasOwn(map, name) ? (map[name] ?? null) : null,
    region: regions.get(name) ?? "",
  }));
}

function valueOf(station: StationWithColumns, column: string): string {
  const value = station.column(column);
  if (value === null) throw new DesignError("unknown-column", column);
  return value;
}

/** Counts by label, in the labels' order by code unit, so that every machine numbers them alike. */
function countBy(
  stations: readonly StationWithColumns[],
  label: (station: StationWithColumns) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const station of stations) counts.set(label(station), (counts.get(label(station)) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Whether each post-stratum has a single value of the column, so that adjusting by cells adjusts by the column. */
function isAdjusted(
  all: readonly StationWithColumns[],
  cellOf: (station: StationWithColumns) => string,
  column: string,
): boolean {
  const valueOfCell = new Map<string, string>();
  return all.every((station) => {
    const cell = cellOf(station);
    const value = valueOf(station, column);
    if (!valueOfCell.has(cell)) valueOfCell.set(cell, value);
    return valueOfCell.get(cell) === value;
  });
}
