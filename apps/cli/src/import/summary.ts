import type { FileSource, ImportReport, Mapping } from "@veedor/authority-files";
import { readFrame, readResults } from "@veedor/authority-files";
import type { Figure } from "@veedor/domain";
import { frameHash } from "../frame/frame-hash.ts";

/** A sum over stations: of the figures that are given (`null` when none is), and how many stations have none. */
export type Sum = { readonly sum: number | null; readonly missing: number };

/**
 * What a file holds.
 *
 * @property stations stations that would be loaded; `null` while lines are refused
 * @property registered sum of registered voters; `null` without such a column, or while lines are refused
 * @property lines sums of the sheet lines; empty for a frame, or while lines are refused
 */
export type Summary = {
  readonly report: ImportReport;
  readonly stations: number | null;
  readonly registered: Sum | null;
  readonly lines: readonly ({ readonly code: string; readonly role: string } & Sum)[];
  readonly frameHash: string | null;
};

/** Reads and checks the whole file. */
export async function summarise(source: FileSource, mapping: Mapping): Promise<Summary> {
  const hasRegistered = mapping.registered !== undefined;
  if (mapping.purpose === "frame") {
    const { frame, report } = await readFrame(source, mapping);
    if (frame === null) return { report, stations: null, registered: null, lines: [], frameHash: null };
    const registered = hasRegistered ? sumOf(frame.stations.map((station) => station.registered)) : null;
    return { report, stations: frame.stations.length, registered, lines: [], frameHash: frameHash(frame) };
  }
  const { contest, tallies, registered, report } = await readResults(source, mapping);
  if (tallies === null) return { report, stations: null, registered: null, lines: [], frameHash: null };
  const lines = contest.lines.map(({ code, role }, i) => ({
    code,
    role,
    ...sumOf(tallies.map(({ figures }) => figures[i] ?? null)),
  }));
  const voters = hasRegistered && registered !== null ? sumOf(registered) : null;
  return { report, stations: tallies.length, registered: voters, lines, frameHash: null };
}

function sumOf(figures: readonly Figure[]): Sum {
  let sum = 0;
  let missing = 0;
  for (const figure of figures) {
    if (figure === null) missing += 1;
    else sum += figure;
  }
  return { sum: missing === figures.length ? null : sum, missing };
}
