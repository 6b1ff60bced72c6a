import {
  boxplotFences,
  dip,
  dipTest,
  empiricalLogits,
  medcouple,
  median,
  medianAbsoluteDeviation,
  minimumCovarianceDeterminant,
  qnScale,
  snScale,
} from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { possibleStations } from "./forensics-columns.ts";

const MEASURES = ["turnout", "share", "logit_turnout", "logit_share"] as const;
type Measure = (typeof MEASURES)[number];
type Mcd = { center: number[]; cov: number[][]; raw_center: number[] } & Record<string, unknown>;
type Case = {
  data: string;
  columns: [string, string, string];
  mcd: Mcd;
  dip_test_p: Partial<Record<Measure, number>>;
} & Record<Measure, Record<string, unknown>>;
type File = { cases: Case[]; small: { x: number[]; expected: Record<string, number> }[] };
const DIP_REPLICATES = 150;

/** Resistant estimates of turnouts and shares against R robustbase and diptest. */
export function compareOutliers(folder: ReferenceFolder, method: string, tally: Tally): void {
  const { cases, small } = folder.json(`${method}/cases.json`) as File;
  small.forEach(({ x, expected }, i) => tally.case(`small ${i + 1}`, () => estimates(x, expected, tally)));
  for (const one of cases) {
    const measures = measuresOf(folder, one);
    for (const measure of MEASURES)
      tally.case(`${one.data}, ${measure}`, () => estimates(measures[measure], one[measure], tally));
    tally.case(`${one.data}, DetMCD`, () => compareMcd(measures, one.mcd, tally));
    tally.case(`${one.data}, dip test`, () => {
      for (const [measure, p] of Object.entries(one.dip_test_p)) {
        const found = dipTest(measures[measure as Measure], { seed: "dip", replicates: DIP_REPLICATES });
        // Four errors of our simulation, and 0.02 for the reference's table, which is interpolated.
        const allowed = 4 * Math.sqrt(Math.max(p * (1 - p), 0.001) / DIP_REPLICATES) + 0.02;
        tally.exact(`${measure}: p within simulation error`, Math.abs(found.pValue - p) < allowed, true);
      }
    });
  }
}

function measuresOf(folder: ReferenceFolder, { data, columns }: Case): Record<Measure, number[]> {
  const { registered, ballots, votes } = possibleStations(folder, `data/${data}.csv`, columns);
  return {
    turnout: ballots.map((count, i) => count / registered[i]!),
    share: votes.map((count, i) => count / ballots[i]!),
    logit_turnout: Array.from(empiricalLogits(ballots, registered)),
    logit_share: Array.from(empiricalLogits(votes, ballots)),
  };
}

function estimates(values: readonly number[], expected: Record<string, unknown>, tally: Tally): void {
  const middle = median(values);
  const mad = medianAbsoluteDeviation(values);
  const has = (name: string): boolean => name in expected;
  tally.number("median", middle, expected["median"], "resistant");
  tally.number("mad", mad, expected["mad"], "resistant");
  compareQn(values, expected["Qn"] as number, tally);
  tally.number("Sn", snScale(values), expected["Sn"], "resistant");
  tally.number("medcouple", medcouple(values), expected["medcouple"], "resistant", 1e-15);
  tally.number("dip", dip(values), expected["dip"], "resistant");
  if (has("n")) tally.exact("n", values.length, expected["n"]);
  if (has("hampel_over_3.5")) {
    const far = values.filter((value) => Math.abs(value - middle) > 3.5 * mad).length;
    tally.exact("beyond 3.5 MAD", far, expected["hampel_over_3.5"]);
  }
  if (has("tukey_1.5"))
    tally.exact("outside the fences", boxplotFences(values, false).outside.length, expected["tukey_1.5"]);
  if (has("adjusted_boxplot_fences")) {
    const { low, high, outside } = boxplotFences(values, true);
    const fences = expected["adjusted_boxplot_fences"] as number[];
    tally.numbers("adjusted fences", [low, high], fences, "resistant");
    tally.exact("outside the adjusted fences", outside.length, expected["adjusted_boxplot_out"]);
  }
}

/**
 * The reference's program rounds the distance to single precision where few candidates are left, so the distance
 * rounded so counts as well.
 */
function compareQn(values: readonly number[], expected: number, tally: Tally): void {
  const n = values.length;
  // The factor of this n, from whole numbers in a row: n − d of their distances are d.
  let rank = ((Math.floor(n / 2) + 1) * Math.floor(n / 2)) / 2;
  let distance = 1;
  for (; rank > n - distance; distance++) rank -= n - distance;
  const factor = qnScale(Array.from({ length: n }, (_, i) => i)) / distance;
  const exact = qnScale(values);
  const single = factor * Math.fround(exact / factor);
  const ours = Math.abs(single - expected) < Math.abs(exact - expected) ? single : exact;
  tally.number("Qn", ours, expected, "resistant");
}

function compareMcd(measures: Record<Measure, number[]>, mcd: Mcd, tally: Tally): void {
  const found = minimumCovarianceDeterminant(measures.logit_turnout, measures.logit_share);
  const [a, b, c] = found.covariance;
  tally.numbers("raw centre", found.raw.center, mcd.raw_center, "mcd");
  tally.numbers("centre", found.center, mcd.center, "mcd");
  tally.numbers("covariance", [a, b, b, c], mcd.cov.flat(), "mcd");
  for (const [name, count] of Object.entries(mcd)) {
    const level = Number(/^over_chisq_(.+)$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(level)) continue;
    // P(χ²_2 > x) = exp(−x/2).
    const over = found.distances.filter((distance) => Math.exp(-distance / 2) < 1 - level).length;
    tally.exact(name, over, count);
  }
}
