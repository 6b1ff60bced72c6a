import { requireInteger, requireNumber, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireLength } from "./arguments.ts";

/**
 * @property stations whose tally is not all zeros: the others are left out
 * @property distinct different tallies among them
 * @property sharing stations whose tally another station has too
 * @property pairs two stations with the same tally; with three the same there are three pairs
 * @property pairsWithinArea pairs whose stations are of one area (section, voting centre); null without areas
 * @property consecutive stations equal to the one before them, in the order given
 * @property groups positions of the stations that share a tally, largest group first
 */
export type DuplicateTallies = {
  readonly stations: number;
  readonly distinct: number;
  readonly sharing: number;
  readonly pairs: number;
  readonly pairsWithinArea: number | null;
  readonly consecutive: number;
  readonly largestGroup: number;
  readonly groups: readonly (readonly number[])[];
};

/**
 * Stations whose whole tally is the same, count by count.
 *
 * The more choices and the larger the counts, the rarer a chance repetition; the expected number depends on both, so
 * compare with a simulation of the same country. Pairs in one area are the stronger lead: a sheet photographed twice,
 * entered twice, or copied.
 *
 * When not to use: with one or two choices, where many tallies are equal by chance.
 *
 * @param counts of each choice (and blank, null …), a column each
 * @param areas of the stations, such as their section; optional
 * @throws StatisticsError when there is no column, sizes differ or a count is none
 */
export function duplicateTallies(counts: readonly Counts[], areas?: readonly string[]): DuplicateTallies {
  const length = requireColumns(counts, areas);
  const byTally = new Map<string, number[]>();
  let stations = 0;
  let consecutive = 0;
  let before = "";
  for (let i = 0; i < length; i++) {
    const tally = counts.map((column) => column[i]).join();
    const empty = counts.every((column) => column[i] === 0);
    if (!empty) {
      stations += 1;
      if (tally === before) consecutive += 1;
      const group = byTally.get(tally);
      if (group) group.push(i);
      else byTally.set(tally, [i]);
    }
    before = empty ? "" : tally;
  }
  const groups = [...byTally.values()].filter((group) => group.length > 1);
  groups.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  const pairsOf = (size: number): number => (size * (size - 1)) / 2;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    stations,
    distinct: byTally.size,
    sharing: sum(groups.map((group) => group.length)),
    pairs: sum(groups.map((group) => pairsOf(group.length))),
    pairsWithinArea:
      areas === undefined
        ? null
        : sum(groups.map((group) => sum([...sizesByArea(group, areas).values()].map(pairsOf)))),
    consecutive,
    largestGroup: groups[0]?.length ?? (stations > 0 ? 1 : 0),
    groups,
  };
}

/** Two stations of one area whose tallies differ in few counts. */
export type NearDuplicate = {
  readonly first: number;
  readonly second: number;
  /** counts that differ */
  readonly differing: number;
  /** sum of the absolute differences, in votes */
  readonly votes: number;
  /** whether the two have the same counts in another order: two lines exchanged */
  readonly exchanged: boolean;
};

/**
 * Pairs of stations of one area whose tallies are nearly the same: one sheet copied and touched up, or entered twice
 * with a slip. A pair is near when at most `mostDiffering` counts differ, or when the same counts stand in another
 * order. Equal tallies are left to {@link duplicateTallies}; all-zero ones are left out.
 *
 * Small parties have small counts, which coincide easily: only choices with at least `leastMean` votes a station are
 * compared, and at least three of them are needed.
 *
 * @param options.mostDiffering default 1
 * @param options.leastMean default 5 votes a station
 * @throws StatisticsError when there are fewer than three such choices, sizes differ or a count is none
 */
export function nearDuplicateTallies(
  counts: readonly Counts[],
  areas: readonly string[],
  options: { readonly mostDiffering?: number; readonly leastMean?: number } = {},
): NearDuplicate[] {
  const length = requireColumns(counts, areas);
  const most = requireInteger("options.mostDiffering", options.mostDiffering ?? 1, 1, counts.length);
  const leastMean = requireNumber("options.leastMean", options.leastMean ?? 5, 0);
  const large = counts.filter(
    (column) => Array.from(column).reduce((a, b) => a + b, 0) >= leastMean * length,
  );
  if (large.length < 3)
    throw new StatisticsError(
      "not-computable",
      "counts",
      large.length,
      "must hold three choices with enough votes",
    );
  const found: NearDuplicate[] = [];
  const used = Array.from({ length }, (_, i) => i).filter((i) => counts.some((column) => column[i]! > 0));
  for (const stations of positionsByArea(used, areas).values()) {
    for (let a = 0; a < stations.length; a++) {
      for (let b = a + 1; b < stations.length; b++) {
        const pair = compare(large, stations[a]!, stations[b]!);
        if (pair.differing > 0 && (pair.differing <= most || pair.exchanged)) found.push(pair);
      }
    }
  }
  return found.sort((a, b) => a.votes - b.votes || a.first - b.first);
}

function compare(counts: readonly Counts[], first: number, second: number): NearDuplicate {
  let differing = 0;
  let votes = 0;
  for (const column of counts) {
    const difference = Math.abs(column[first]! - column[second]!);
    if (difference > 0) differing += 1;
    votes += difference;
  }
  const sorted = (i: number): string =>
    counts
      .map((column) => column[i]!)
      .toSorted((a, b) => a - b)
      .join();
  return { first, second, differing, votes, exchanged: differing === 2 && sorted(first) === sorted(second) };
}

/** Positions by area, in the order of first appearance. */
export function positionsByArea(
  positions: readonly number[],
  areas: readonly string[],
): Map<string, number[]> {
  const byArea = new Map<string, number[]>();
  for (const i of positions) {
    const area = areas[i] ?? "";
    const list = byArea.get(area);
    if (list) list.push(i);
    else byArea.set(area, [i]);
  }
  return byArea;
}

function sizesByArea(group: readonly number[], areas: readonly string[]): Map<string, number> {
  return new Map([...positionsByArea(group, areas)].map(([area, list]) => [area, list.length]));
}

function requireColumns(counts: readonly Counts[], areas: readonly string[] | undefined): number {
  if (counts.length === 0)
    throw new StatisticsError("empty", "counts", "[]", "must hold at least one column");
  const length = counts[0]!.length;
  counts.forEach((column, i) => {
    requireCounts(`counts[${i}]`, column);
    requireLength(`counts[${i}]`, column, length);
  });
  if (areas !== undefined) requireLength("areas", areas, length);
  return length;
}
