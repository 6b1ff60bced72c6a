import type { Frame, Station } from "@veedor/domain";
import type { StationWithColumns } from "@veedor/quick-count";
import { joinedLabel, withColumns } from "@veedor/quick-count";

/**
 * The frame of a past election with the stations that were really observed in it. Where an authority published them
 * under codes that its list of all stations does not have, each stands in the place of one station of its stratum:
 * every stratum keeps its number of stations, and the server knows the stations that report.
 */
export function frameWithSample(
  frame: Frame,
  strata: readonly string[],
  sample: readonly StationWithColumns[],
): Frame {
  const known = new Set<string>(frame.stations.map(({ code }) => code));
  const strangers = new Map<string, StationWithColumns[]>();
  for (const station of sample) {
    if (known.has(station.code)) continue;
    const stratum = labelOf(station, strata);
    strangers.set(stratum, [...(strangers.get(stratum) ?? []), station]);
  }
  if (strangers.size === 0) return frame;
  const sampled = new Set<string>(sample.map(({ code }) => code));
  const stations = frame.stations.map((station): Station => {
    if (sampled.has(station.code)) return station;
    const waiting = strangers.get(labelOf(withColumns(frame, station), strata));
    const stranger = waiting?.shift();
    return stranger === undefined ? station : stationOf(frame, stranger);
  });
  return { ...frame, stations };
}

const labelOf = (station: StationWithColumns, columns: readonly string[]): string =>
  joinedLabel(columns.map((column) => station.column(column) ?? ""));

function stationOf({ areaLevels, attributeNames }: Frame, station: StationWithColumns): Station {
  const { code, registered, column } = station;
  return {
    code,
    registered,
    formerCode: null,
    centre: null,
    areas: areaLevels.map((level) => column(level) ?? ""),
    attributes: Object.fromEntries(attributeNames.map((name) => [name, column(name) ?? ""])),
  };
}
