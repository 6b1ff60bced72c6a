import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Mapping } from "@veedor/authority-files";
import { fileOnDisk, readFrame, readResults } from "@veedor/authority-files";
import { denominatorLines, linesWithRole, stationColumn, sumOfLines } from "@veedor/domain";
import { joinedLabel } from "@veedor/quick-count";
import type { PopulationStation } from "@veedor/statistics";

/** A complete past election, ready to be sampled from. */
export type PastElection = {
  readonly strata: readonly string[];
  readonly stations: readonly PopulationStation[];
  readonly choices: readonly string[];
};

const root = fileURLToPath(new URL("..", import.meta.url));

const shared = process.env["VEEDOR_SHARED"] ?? `${root}../shared`;

/** Whether the real elections are on this machine. */
export const electionsPresent = existsSync(`${shared}/data`);

type MappedFile = { readonly file: string; readonly mapping: Mapping };

/**
 * Reads an election through the manifest of its replay, with strata by the given columns. Stations that lack a
 * figure are left out: a repeated sample needs the whole truth.
 */
export async function pastElection(replay: string, columns: readonly string[]): Promise<PastElection> {
  const manifest = JSON.parse(await readFile(`${root}replays/${replay}/manifest.json`, "utf8")) as {
    frame: MappedFile;
    results: MappedFile;
  };
  const fileOf = ({ file }: MappedFile) => fileOnDisk(file.replace("../../../shared", shared));
  const { frame } = await readFrame(fileOf(manifest.frame), manifest.frame.mapping);
  const { tallies, contest } = await readResults(fileOf(manifest.results), manifest.results.mapping);
  if (frame === null || tallies === null) throw new Error(`${replay}: the file has refused lines`);
  const figuresOf = new Map(tallies.map((tally) => [tally.station, tally.figures]));
  const choices = linesWithRole(contest, "choice");
  const valid = denominatorLines(contest, "validVotes");
  const index = new Map<string, number>();
  const stations = frame.stations.flatMap((station): PopulationStation[] => {
    const figures = figuresOf.get(station.code) ?? [];
    const denominator = sumOfLines(figures, valid);
    if (denominator === null) return [];
    const label = joinedLabel(columns.map((column) => stationColumn(frame, station, column) ?? ""));
    if (!index.has(label)) index.set(label, index.size);
    const votes = choices.map((line) => figures[line] ?? 0);
    return [{ stratum: index.get(label) ?? 0, votes, denominator, registered: station.registered ?? 0 }];
  });
  return {
    strata: [...index.keys()],
    stations,
    choices: choices.map((line) => contest.lines[line]?.name ?? ""),
  };
}
