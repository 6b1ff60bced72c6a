import type { OwnStation } from "./stations-store.ts";

/**
 * The file with a phone's own stations that a tally sheet's form lists: `name` is the code, `label` what the observer
 * reads, `registered` what the form's check compares with.
 */
export function stationsFile(stations: readonly OwnStation[]): string {
  const rows = stations.map(({ code, areas, centre, registered }) => {
    const places = [centre, areas.at(-1) ?? null].filter((place) => place !== null && place !== "");
    const label = places.length === 0 ? code : `${code} · ${places.join(", ")}`;
    return [code, label, registered === null ? "" : String(registered)].map(cell).join(",");
  });
  return `${["name,label,registered", ...rows].join("\n")}\n`;
}

/** Always in quotes; line ends become blanks, since lists show one line. */
const cell = (text: string): string => `"${text.replaceAll(/[\r\n]+/g, " ").replaceAll('"', '""')}"`;
