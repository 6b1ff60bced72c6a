import type { PostStratum, Stratum } from "@veedor/statistics";
import { StratifiedEstimator } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import {
  compareEstimates,
  compareRatio,
  compareShares,
  type GoldenEstimates,
  type Row,
} from "./estimates.ts";

type Ratio = { estimate: number; se: number };
type Cut = GoldenEstimates & {
  cut: string;
  stations: number;
  strata_missing: number[];
  strata_single: number[];
  collapsed: { stratum: number; to: number }[];
  candidates: string[];
  poststratified_state_urban: { share?: number[]; se?: number[]; turnout_excl_special?: Ratio };
  turnout_excl_special: Ratio;
  turnout_all: Ratio;
};
type File = { id: string; arrivals_file: string; strata_file: string; expected: Cut[] };
type Sample = { arrivals: Row[]; strata: Stratum[]; postStrata: PostStratum[] };

/** A sample as it arrived: estimates at each clock time against R survey, with strata collapsed and post-strata. */
export function comparePartialArrivals(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const path of folder.files(method, ".json")) {
    const file = folder.json(path) as File;
    const cells = `${method}/${file.arrivals_file.replace("arrivals", "poststrata")}`;
    const sample: Sample = {
      arrivals: folder.rows(`${method}/${file.arrivals_file}`),
      strata: folder.rows(`${method}/${file.strata_file}`).map((row) => ({
        name: String(row["stratum"]),
        size: Number(row["N_h"]),
        region: String(row["state"]),
      })),
      postStrata: folder.rows(cells).map((row) => ({ name: String(row["ps"]), size: Number(row["Freq"]) })),
    };
    for (const cut of file.expected)
      tally.case(`${file.id} ${cut.cut}`, () => compareCut(cut, sample, tally));
  }
}

function compareCut(cut: Cut, sample: Sample, tally: Tally): void {
  const estimator = estimatorAt(cut, sample, "out of turnout");
  const estimate = estimator.estimate({ degreesOfFreedom: "design" });
  tally.exact("stations", estimate.stations, cut.stations);
  const noted = (reports: 0 | 1) =>
    estimate.notes.flatMap((note) => (note.reports === reports ? [Number(note.stratum)] : []));
  tally.exact("strata without reports", noted(0), cut.strata_missing);
  tally.exact("strata with one", noted(1), cut.strata_single);
  const collapsed = estimate.notes.map(({ stratum, to }) => ({ stratum: Number(stratum), to: Number(to) }));
  tally.exact("collapsed", collapsed, cut.collapsed);
  compareEstimates("", estimator, estimate, cut.candidates, cut, tally);
  compareRatio("turnout without special stations", estimate.turnout, cut.turnout_excl_special, tally);
  const all = estimatorAt(cut, sample, "in turnout").estimate().turnout;
  compareRatio("turnout of all", all, cut.turnout_all, tally);
  const { share, se, turnout_excl_special: turnout } = cut.poststratified_state_urban;
  const post = estimator.postStratifiedEstimate();
  if ("thinCells" in post || share === undefined || se === undefined) {
    tally.exact("a cell is empty", "thinCells" in post, share === undefined);
    return;
  }
  compareShares("post-stratified ", post.shares, { share, se }, tally);
  if (turnout) compareRatio("post-stratified turnout", post.turnout, turnout, tally);
}

/** The reference's rule: thin strata join a neighbour inside their state, weights and variance together. */
function estimatorAt(
  cut: Cut,
  sample: Sample,
  special: "in turnout" | "out of turnout",
): StratifiedEstimator {
  const { strata, postStrata } = sample;
  const stratumIndex = new Map(strata.map(({ name }, h) => [name, h]));
  const cellIndex = new Map(postStrata.map(({ name }, c) => [name, c]));
  const estimator = new StratifiedEstimator({
    choices: cut.candidates.length,
    separateBallots: true,
    registered: true,
    strata,
    postStrata,
    lonely: "collapse-reweight",
    collapse: "neighbour",
  });
  for (const row of sample.arrivals) {
    if (row["arrival"] === "" || String(row["arrival"]) > cut.cut) continue;
    const registered = Number(row["registered"]);
    const total = Number(row["total"]);
    estimator.add({
      stratum: stratumIndex.get(String(row["stratum"])) ?? -1,
      postStratum: cellIndex.get(String(row["ps"])) ?? -1,
      votes: cut.candidates.map((name) => Number(row[name])),
      denominator: total,
      ballots: registered === 0 && special === "out of turnout" ? 0 : total,
      registered,
    });
  }
  return estimator;
}
