// Estimates of a sample, compared with those of R survey in the form that the references share.
import type { LonelyRule, QuickCountEstimate, Stratum } from "@veedor/statistics";
import { StratifiedEstimator } from "@veedor/statistics";
import type { Tally } from "../tally.ts";

export type Row = Readonly<Record<string, string>>;

/** What R survey says of a sample; parts that a reference leaves out are not compared. */
export type GoldenEstimates = {
  share: number[];
  se: number[];
  df?: number;
  vcov?: number[][];
  totals?: { names: string[]; estimate: number[]; se: number[] };
  turnout?: { estimate: number; se: number };
  lead?: { first?: string; second?: string; lead: number; se: number };
};

/** The strata of a sample's rows with their size, in order of their first row. */
export function strataOf(rows: readonly Row[], stratumOf: (row: Row) => string): Stratum[] {
  const sizes = new Map(rows.map((row) => [stratumOf(row), Number(row["N_h"])]));
  return [...sizes].map(([name, size]) => ({ name, size }));
}

/** An estimator that holds the stations of a sample. */
export function estimatorOf(
  rows: readonly Row[],
  candidates: readonly string[],
  stratumOf: (row: Row) => string,
  rules: { lonely?: LonelyRule; collapseTo?: ReadonlyMap<string, string> } = {},
): StratifiedEstimator {
  const strata = strataOf(rows, stratumOf).map((stratum) => ({
    ...stratum,
    collapseTo: rules.collapseTo?.get(stratum.name) ?? null,
  }));
  const index = new Map(strata.map(({ name }, h) => [name, h]));
  const estimator = new StratifiedEstimator({
    choices: candidates.length,
    registered: true,
    strata,
    ...(rules.lonely === undefined ? {} : { lonely: rules.lonely }),
  });
  for (const row of rows) {
    estimator.add({
      stratum: index.get(stratumOf(row)) ?? -1,
      votes: candidates.map((name) => Number(row[name])),
      denominator: Number(row["total"]),
      registered: Number(row["registered"]),
    });
  }
  return estimator;
}

export function compareShares(
  what: string,
  shares: readonly { estimate: number; standardError: number }[],
  golden: { share: number[]; se: number[] },
  tally: Tally,
): void {
  tally.numbers(
    `${what}share`,
    shares.map((one) => one.estimate),
    golden.share,
    "share",
  );
  tally.numbers(
    `${what}s.e.`,
    shares.map((one) => one.standardError),
    golden.se,
    "error",
  );
}

/** Covariances are relative, except where one nearly cancels: there against the largest entry. */
export function compareCovariance(
  what: string,
  ours: ArrayLike<number>,
  golden: number[][],
  tally: Tally,
): void {
  const flat = golden.flat();
  const rounding = 1e-13 * Math.max(...flat.map(Math.abs));
  tally.exact(`${what}covariances: how many`, ours.length, flat.length);
  flat.forEach((value, i) => tally.number(`${what}covariance[${i}]`, ours[i], value, "error", rounding));
}

/** Everything that a reference says of a sample. */
export function compareEstimates(
  what: string,
  estimator: StratifiedEstimator,
  estimate: QuickCountEstimate,
  candidates: readonly string[],
  golden: GoldenEstimates,
  tally: Tally,
): void {
  compareShares(what, estimate.shares, golden, tally);
  if (golden.df !== undefined)
    tally.number(`${what}df`, estimate.shares[0]?.degreesOfFreedom, golden.df, "degrees-of-freedom");
  if (golden.vcov) compareCovariance(what, estimate.shareCovariance, golden.vcov, tally);
  if (golden.totals) {
    const totals = estimator.totals();
    tally.numbers(
      `${what}total`,
      totals.map((one) => one.estimate),
      golden.totals.estimate,
      "share",
    );
    tally.numbers(
      `${what}s.e. of total`,
      totals.map((one) => one.standardError),
      golden.totals.se,
      "error",
    );
  }
  if (golden.turnout) compareRatio(`${what}turnout`, estimate.turnout, golden.turnout, tally);
  if (golden.lead) {
    const { first, second, lead, se } = golden.lead;
    tally.number(`${what}lead`, estimate.lead?.estimate, lead, "share", 1e-14);
    tally.number(`${what}s.e. of lead`, estimate.lead?.standardError, se, "error");
    if (first !== undefined && second !== undefined) {
      const names = [estimate.lead?.first, estimate.lead?.second].map((i) => candidates[i ?? -1]);
      tally.exact(`${what}first and second`, names, [first, second]);
    }
  }
}

export function compareRatio(
  what: string,
  ours: { estimate: number; standardError: number } | null,
  golden: { estimate: number; se: number },
  tally: Tally,
): void {
  tally.number(what, ours?.estimate, golden.estimate, "share");
  tally.number(`s.e. of ${what}`, ours?.standardError, golden.se, "error");
}
