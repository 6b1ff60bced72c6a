import type { Frame, Station } from "./frame.ts";
import { stationColumn } from "./frame.ts";
import type { StationCode } from "./identifiers.ts";

/** What changed between two versions of a frame. */
export type FrameComparison = {
  readonly added: readonly StationCode[];
  readonly removed: readonly StationCode[];
  readonly changed: readonly {
    readonly from: StationCode;
    readonly to: StationCode;
    readonly columns: readonly string[];
  }[];
};

/**
 * Compares two versions of a frame. A station is the same when it has the former code that the next version names,
 * or else the same code; each previous station is matched once at most.
 */
export function compareFrames(previous: Frame, next: Frame): FrameComparison {
  const before = new Map(previous.stations.map((station) => [station.code, station]));
  const renamed = new Set(
    next.stations.flatMap(({ formerCode }) => (formerCode === null ? [] : [formerCode])),
  );
  const columns = [
    ...new Set([
      ...previous.areaLevels,
      ...next.areaLevels,
      ...previous.attributeNames,
      ...next.attributeNames,
    ]),
  ];
  const matched = new Set<StationCode>();
  const added: StationCode[] = [];
  const changed: FrameComparison["changed"][number][] = [];
  for (const station of next.stations) {
    // A code that another station now claims as its former one belongs to that other station.
    const wanted = station.formerCode ?? (renamed.has(station.code) ? null : station.code);
    const earlier = wanted === null || matched.has(wanted) ? undefined : before.get(wanted);
    if (earlier === undefined) {
      added.push(station.code);
      continue;
    }
    matched.add(earlier.code);
    const value = (frame: Frame, one: Station, name: string): string | null =>
      stationColumn(frame, one, name);
    const differing = columns.filter((name) => value(previous, earlier, name) !== value(next, station, name));
    if (earlier.centre !== station.centre && !differing.includes("centre")) differing.push("centre");
    if (earlier.registered !== station.registered) differing.push("registered");
    if (earlier.code !== station.code) differing.push("code");
    if (differing.length > 0) changed.push({ from: earlier.code, to: station.code, columns: differing });
  }
  const removed = previous.stations.filter(({ code }) => !matched.has(code)).map(({ code }) => code);
  return { added, removed, changed };
}
