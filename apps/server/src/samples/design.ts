import { hash } from "node:crypto";
import type { Frame } from "@veedor/domain";
import { ProblemError, stationColumn } from "@veedor/domain";
import type { StationWithColumns } from "@veedor/quick-count";
import { joinedLabel } from "@veedor/quick-count";
import type { DrawnStation } from "@veedor/statistics";
import {
  allocateEqually,
  allocateProportionally,
  drawSample,
  drawStratifiedSample,
  mergeSmallStrata,
  StatisticsError,
} from "@veedor/statistics";

/**
 * How a sample is drawn: everything but chance.
 *
 * @property strata columns of the frame whose combinations are the strata; none for a simple random sample
 * @property allocation how many stations each stratum has; `given` names them, from whatever calculation
 * @property merge where strata of fewer than `minimum` stations are merged into
 * @property spares for each stratum, only for stations shown not to exist before opening
 */
export type SampleDesignEntry = {
  readonly stations: number;
  readonly strata: readonly string[];
  readonly allocation:
    | { readonly rule: "proportional" | "equal" }
    | { readonly rule: "given"; readonly stations: Readonly<Record<string, number>> };
  readonly minimum: number;
  readonly merge: Readonly<Record<string, string>>;
  readonly spares: number;
};

/** A stratum with its stations in the frame (N_h) and in the sample (n_h). */
export type Allocated = { readonly stratum: string; readonly stations: number; readonly drawn: number };

/** A station with the stratum that it is drawn in. */
type Placed = { readonly id: string; readonly stratum: string };

/**
 * What follows from design and frame by arithmetic alone: the strata in the order of their names by code unit, with
 * N_h and n_h (`docs/method/drawing.md`).
 *
 * @throws {ProblemError} `sample-column-unknown`, `sample-label-unusable`, `sample-merge-impossible`,
 *   `sample-size-impossible`
 */
export function allocate(frame: Frame, design: SampleDesignEntry): Allocated[] {
  const sizes = sizesOf(placed(frame, design));
  const counts = [...sizes.values()];
  const drawn = allocatedCounts([...sizes.keys()], counts, design);
  return [...sizes].map(([stratum, stations], h) => ({ stratum, stations, drawn: drawn[h] ?? 0 }));
}

function allocatedCounts(
  names: readonly string[],
  sizes: readonly number[],
  { allocation, stations, minimum, strata }: SampleDesignEntry,
): number[] {
  if (allocation.rule === "given") return givenCounts(names, sizes, allocation.stations, stations);
  const floor = strata.length === 0 ? 1 : minimum;
  const rule = allocation.rule === "equal" ? allocateEqually : allocateProportionally;
  return impossibleAs("sample-size-impossible", () => rule(sizes, stations, floor));
}

function givenCounts(
  names: readonly string[],
  sizes: readonly number[],
  given: Readonly<Record<string, number>>,
  stations: number,
): number[] {
  const counts = names.map((name) => (Object.hasOwn(given, name) ? (given[name] ?? 0) : 0));
  const known = new Set(names);
  const fits =
    counts.every((count, h) => count <= (sizes[h] ?? 0)) &&
    counts.reduce((a, b) => a + b, 0) === stations &&
    Object.keys(given).every((name) => known.has(name));
  if (!fits) throw new ProblemError("sample-size-impossible");
  return counts;
}

/** Draws the sample that everyone draws from the same frame, design and seed. */
export function drawFrom(
  frame: Frame,
  design: SampleDesignEntry,
  allocation: readonly Allocated[],
  seed: string,
): DrawnStation[] {
  const stations = placed(frame, design);
  if (design.strata.length > 0) {
    const drawn = new Map(allocation.map((one) => [one.stratum, one.drawn]));
    return drawStratifiedSample({ stations, allocation: drawn, spares: design.spares, seed, sha256 });
  }
  const size = Math.min(stations.length, design.stations + design.spares);
  return drawSample({ ids: stations.map(({ id }) => id), size, seed, sha256 }).map(({ id, ticket }, i) => ({
    station: id,
    stratum: "",
    order: i + 1,
    ticket,
    spare: i >= design.stations,
  }));
}

/** SHA-256 as the draw asks for it. */
export const sha256 = (text: string): Uint8Array => Buffer.from(hash("sha256", text, "hex"), "hex");

/**
 * The stratum of a station by the sample's design, for whoever ties figures to it.
 *
 * @param mergedInto for a stratum as its columns name it, the one that it was merged into
 */
export function stratumBy(
  strata: readonly string[],
  mergedInto: Readonly<Record<string, string>>,
): (station: StationWithColumns) => string {
  return (station) => {
    const label = joinedLabel(strata.map((column) => station.column(column) ?? ""));
    return Object.hasOwn(mergedInto, label) ? (mergedInto[label] ?? label) : label;
  };
}

/** Where each stratum that is too small went. */
export function mergedStrata(frame: Frame, design: SampleDesignEntry): Record<string, string> {
  const labels = labelled(frame, design.strata);
  const into = mergeMap(sizesOf(labels), design);
  return Object.fromEntries([...into].filter(([from, to]) => from !== to));
}

function placed(frame: Frame, design: SampleDesignEntry): Placed[] {
  const labels = labelled(frame, design.strata);
  const into = mergeMap(sizesOf(labels), design);
  return labels.map(({ id, stratum }) => ({ id, stratum: into.get(stratum) ?? stratum }));
}

function mergeMap(sizes: ReadonlyMap<string, number>, { merge, minimum }: SampleDesignEntry) {
  if (Object.keys(merge).length === 0) return new Map<string, string>();
  return impossibleAs(
    "sample-merge-impossible",
    () => mergeSmallStrata(sizes, new Map(Object.entries(merge)), minimum).into,
  );
}

function labelled(frame: Frame, columns: readonly string[]): Placed[] {
  return frame.stations.map((station) => {
    const values = columns.map((column) => {
      const value = stationColumn(frame, station, column);
      if (value === null) throw new ProblemError("sample-column-unknown", { column });
      // A bar in a name would make one label of two different pairs of names.
      if (value === "" || (columns.length > 1 && value.includes("|")))
        throw new ProblemError("sample-label-unusable", { column, station: station.code });
      return value;
    });
    return { id: station.code, stratum: joinedLabel(values) };
  });
}

function sizesOf(stations: readonly Placed[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { stratum } of stations) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  return new Map([...sizes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function impossibleAs<T>(code: "sample-size-impossible" | "sample-merge-impossible", work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StatisticsError) throw new ProblemError(code, {}, error);
    throw error;
  }
}
