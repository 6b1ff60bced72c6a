import { fileOnDisk, openTable } from "@veedor/authority-files";
import type { Contest, Figure, Frame, StationCode, Tally } from "@veedor/domain";
import { denominatorLines, sumOfLines } from "@veedor/domain";
import type { Language, Messages } from "@veedor/messages";
import type { AnalysisPlan, SampleDesign, StationWithColumns } from "@veedor/quick-count";
import { readPlan, readStrictly, sampleDesign, withColumns } from "@veedor/quick-count";
import { frameHash } from "../frame/frame-hash.ts";
import { cellReader, wholeRows } from "../table-files/cell-reader.ts";
import { readText } from "../table-files/text-file.ts";
import { Problem } from "../terminal/problem.ts";
import type { ArrivalTimes } from "./arrival.ts";
import { recordedTimes, simulatedTimes, stepTimes } from "./arrival.ts";
import { besideManifest, loadFrame, loadResults } from "./files.ts";
import type { ManifestText, ReplayManifest } from "./manifest.ts";
import { replayManifest } from "./manifest.ts";
import type { ArrivingTally } from "./play.ts";
import type { ReplayRecord, SampleOrigin } from "./record.ts";
import { drawFromFrame } from "./sample.ts";
import { trueShares, trueTurnout } from "./truth.ts";

/** What is known of an evening before it is played. */
export type Beforehand = Pick<
  ReplayRecord,
  | "title"
  | "source"
  | "caution"
  | "timeZone"
  | "arrival"
  | "sample"
  | "plan"
  | "choices"
  | "frame"
  | "strata"
  | "designed"
  | "truth"
  | "trueTurnout"
>;

/**
 * A past election ready to be played.
 *
 * @property sample the stations that were observed, in the order of their draw, and the columns that are its strata
 */
export type PastElection = {
  readonly beforehand: Beforehand;
  readonly frame: Frame;
  readonly sample: { readonly stations: readonly StationWithColumns[]; readonly strata: readonly string[] };
  readonly contest: Contest;
  readonly design: SampleDesign;
  readonly arrivals: readonly ArrivingTally[];
};

/** Reads a folder's manifest. */
export async function readManifest(folder: string): Promise<ReplayManifest> {
  const path = besideManifest(folder, "manifest.json");
  const manifest = readStrictly(path, await readText(path), replayManifest);
  if (!isTimeZone(manifest.timeZone))
    throw new Problem("data", "problems.time-zone-unknown", { timeZone: manifest.timeZone });
  return manifest;
}

/** Reads everything that a manifest names and ties it together: frame, sample, tallies, plan, order of arrival. */
export async function loadElection(
  folder: string,
  manifest: ReplayManifest,
  messages: Messages,
): Promise<PastElection> {
  const frame = await loadFrame(manifest.frame, folder, messages);
  const results = await loadResults(manifest.results, folder, messages);
  const plan = await loadPlan(folder, manifest.plan);
  const sampled = await loadSample(folder, manifest, frame, results, messages);
  const design = sampleDesign({ frame, plan, strataColumns: sampled.strata, sample: sampled.stations });
  const figuresOf = new Map(sampled.tallies.map((tally) => [tally.station, tally.figures]));
  const times = await arrivalTimes(folder, manifest, sampled.stations, (code) =>
    votesOf(sampled.contest, figuresOf.get(code)),
  );
  const arrivals = sampled.stations.flatMap(({ code }): ArrivingTally[] => {
    const at = times.get(code);
    const figures = figuresOf.get(code);
    return at === undefined || figures === undefined ? [] : [{ station: code, at, figures }];
  });
  if (arrivals.length === 0) throw new Problem("data", "problems.no-arrivals");
  const registeredOf = new Map(frame.stations.map((station) => [String(station.code), station.registered]));
  const registered = [...registeredOf.values()];
  const { contest } = sampled;
  return {
    contest,
    design,
    arrivals,
    frame,
    sample: sampled,
    beforehand: {
      title: inLanguage(manifest.title, messages.language),
      source: inLanguage(manifest.source, messages.language),
      caution: cautions(manifest, sampled.contest, arrivals, messages),
      timeZone: manifest.timeZone,
      arrival: manifest.arrival.kind,
      sample: sampled.origin,
      plan,
      choices: contest.lines
        .filter((line) => line.role === "choice")
        .map(({ code, name }) => ({ code, name })),
      frame: {
        stations: frame.stations.length,
        registered: registered.includes(null)
          ? null
          : registered.reduce((sum: number, count) => sum + (count ?? 0), 0),
        hash: frameHash(frame),
      },
      strata: design.strata.length,
      designed: design.stations.length,
      truth: trueShares(results.contest, results.tallies, plan.denominator),
      trueTurnout: trueTurnout(results.contest, results.tallies, registeredOf),
    },
  };
}

/** The manifest's own caution, and what has to be said of sheets without a single vote. */
function cautions(
  manifest: ReplayManifest,
  contest: Contest,
  arrivals: readonly ArrivingTally[],
  messages: Messages,
): string {
  const empty = arrivals.filter(({ figures }) => votesOf(contest, figures) === 0).length;
  return [
    ...(manifest.caution === undefined ? [] : [inLanguage(manifest.caution, messages.language)]),
    ...(empty === 0 ? [] : [messages.text("replay.sheets-without-votes", { sheets: empty })]),
  ].join(" ");
}

type Sampled = {
  readonly stations: readonly StationWithColumns[];
  readonly strata: readonly string[];
  readonly contest: Contest;
  readonly tallies: readonly Tally[];
  readonly origin: SampleOrigin;
};

async function loadSample(
  folder: string,
  manifest: ReplayManifest,
  frame: Frame,
  results: { readonly contest: Contest; readonly tallies: readonly Tally[] },
  messages: Messages,
): Promise<Sampled> {
  if ("draw" in manifest.sample) {
    const { draw } = manifest.sample;
    return {
      ...results,
      stations: drawFromFrame(frame, draw),
      strata: draw.strata,
      origin: { kind: "drawn", seed: draw.seed },
    };
  }
  const { own } = manifest.sample;
  const stations = await loadFrame(own.stations, folder, messages);
  const sampleResults = await loadResults(own.results, folder, messages);
  return {
    ...sampleResults,
    stations: stations.stations.map((station) => withColumns(stations, station)),
    strata: own.strata,
    origin: { kind: "own" },
  };
}

async function loadPlan(folder: string, plan: ReplayManifest["plan"]): Promise<AnalysisPlan> {
  if (typeof plan !== "string") return readPlan("manifest.json", JSON.stringify(plan));
  const path = besideManifest(folder, plan);
  return readPlan(path, await readText(path));
}

async function arrivalTimes(
  folder: string,
  manifest: ReplayManifest,
  stations: readonly StationWithColumns[],
  votes: (code: StationCode) => number | null,
): Promise<ArrivalTimes> {
  const { arrival } = manifest;
  if (arrival.kind === "recorded") return recordedTimes(arrival, stations);
  if (arrival.kind === "simulated") return simulatedTimes(arrival, stations, votes);
  const path = besideManifest(folder, arrival.file);
  const table = await openTable(fileOnDisk(path));
  const cellOf = cellReader(path, table);
  const station = cellOf(arrival.station);
  const step = cellOf(arrival.column);
  const percentages = new Map<string, number>();
  for await (const { line, cells } of wholeRows(path, table)) {
    const cell = step.text(line, cells);
    const percentage = Number(cell);
    if (!(percentage >= 0 && percentage <= 100)) {
      throw new Problem("data", "problems.percentage-malformed", {
        path,
        line,
        cell,
        column: arrival.column,
      });
    }
    const code = station.text(line, cells);
    if (arrival.twice === "last" || !percentages.has(code)) percentages.set(code, percentage);
  }
  return stepTimes(arrival, stations, percentages);
}

/** Votes on a sheet, for the size of its station: every vote line, or the choices alone where others are missing. */
function votesOf(contest: Contest, figures: readonly Figure[] | undefined): number | null {
  if (figures === undefined) return null;
  return (
    sumOfLines(figures, denominatorLines(contest, "ballotsCast")) ??
    sumOfLines(figures, denominatorLines(contest, "validVotes"))
  );
}

function inLanguage(text: ManifestText, language: Language): string {
  return typeof text === "string" ? text : text[language];
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
