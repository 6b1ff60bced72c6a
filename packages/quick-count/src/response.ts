import type { SampleDesign, SampledStation } from "./sample-design.ts";

/**
 * Response of one group of sampled stations.
 *
 * @property column the watched column, or `stratum`, `post-stratum`
 * @property frame stations of the frame in the group
 * @property designed stations of the sample in the group
 * @property arrived those whose figures are in the estimate; a sheet that cannot be used is still awaited
 * @property difference response rate of the group less that of all other sampled stations; `null` without others
 */
export type GroupCoverage = {
  readonly column: string;
  readonly group: string;
  readonly frame: number;
  readonly designed: number;
  readonly arrived: number;
  readonly difference: number | null;
};

type HasArrived = (station: number) => boolean;

/** Response by the values of each watched column, in the frame's order. */
export function responseByGroup(design: SampleDesign, hasArrived: HasArrived): GroupCoverage[] {
  return design.watched.flatMap((column, w) =>
    coverageOf(design, hasArrived, column, design.frameGroups[w] ?? [], (station) => station.groups[w] ?? ""),
  );
}

/** Response of every stratum, and of every post-stratum, by name: what a mission chases by telephone. */
export function responseByCell(
  design: SampleDesign,
  hasArrived: HasArrived,
): { readonly strata: readonly GroupCoverage[]; readonly postStrata: readonly GroupCoverage[] } {
  const sizes = ({ name, size }: { readonly name: string; readonly size: number | null }) =>
    [name, size ?? 0] as const;
  const stratumOf = (station: SampledStation) => design.strata[station.stratum]?.name ?? "";
  const cellOf = (station: SampledStation) => design.postStrata[station.postStratum]?.name ?? "";
  return {
    strata: coverageOf(design, hasArrived, "stratum", design.strata.map(sizes), stratumOf),
    postStrata: coverageOf(design, hasArrived, "post-stratum", design.postStrata.map(sizes), cellOf),
  };
}

/** Response of each group, named and counted in the frame, of stations told apart by `groupOf`. */
function coverageOf(
  design: SampleDesign,
  hasArrived: HasArrived,
  column: string,
  frame: Iterable<readonly [name: string, stations: number]>,
  groupOf: (station: SampledStation) => string,
): GroupCoverage[] {
  const tallies = new Map<string, { designed: number; arrived: number }>();
  let totalArrived = 0;
  design.stations.forEach((station, i) => {
    const tally = tallies.get(groupOf(station)) ?? { designed: 0, arrived: 0 };
    tally.designed += 1;
    if (hasArrived(i)) {
      tally.arrived += 1;
      totalArrived += 1;
    }
    tallies.set(groupOf(station), tally);
  });
  return [...frame].map(([group, stations]): GroupCoverage => {
    const { designed, arrived } = tallies.get(group) ?? { designed: 0, arrived: 0 };
    const others = design.stations.length - designed;
    const difference =
      designed === 0 || others === 0 ? null : arrived / designed - (totalArrived - arrived) / others;
    return { column, group, frame: stations, designed, arrived, difference };
  });
}

/** Response by stratum: designed and arrived counts, in the strata's order. */
export function responseByStratum(design: SampleDesign, hasArrived: (station: number) => boolean) {
  const designed = new Uint32Array(design.strata.length);
  const arrived = new Uint32Array(design.strata.length);
  design.stations.forEach((station, i) => {
    designed[station.stratum] = (designed[station.stratum] ?? 0) + 1;
    if (hasArrived(i)) arrived[station.stratum] = (arrived[station.stratum] ?? 0) + 1;
  });
  return { designed, arrived };
}
