import type { SampleDesign } from "./sample-design.ts";

/**
 * Response of one group of sampled stations.
 *
 * @property column the watched column, or `stratum`
 * @property frame stations of the frame in the group
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

/** Response by the values of each watched column, in the frame's order. */
export function responseByGroup(
  design: SampleDesign,
  hasArrived: (station: number) => boolean,
): GroupCoverage[] {
  const totalArrived = design.stations.filter((_, i) => hasArrived(i)).length;
  return design.watched.flatMap((column, w) => {
    const tallies = new Map<string, { designed: number; arrived: number }>();
    design.stations.forEach((station, i) => {
      const group = station.groups[w] ?? "";
      const tally = tallies.get(group) ?? { designed: 0, arrived: 0 };
      tally.designed += 1;
      tally.arrived += hasArrived(i) ? 1 : 0;
      tallies.set(group, tally);
    });
    return [...(design.frameGroups[w] ?? [])].map(([group, frame]): GroupCoverage => {
      const { designed, arrived } = tallies.get(group) ?? { designed: 0, arrived: 0 };
      const others = design.stations.length - designed;
      const difference =
        designed === 0 || others === 0 ? null : arrived / designed - (totalArrived - arrived) / others;
      return { column, group, frame, designed, arrived, difference };
    });
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
