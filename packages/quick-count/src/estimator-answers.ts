import type { QuickCountEstimate, StratifiedEstimator, TotalEstimate } from "@veedor/statistics";
import { probabilityFirst, StatisticsError } from "@veedor/statistics";
import type { NotComputable } from "./verdict.ts";

/** For each choice, the probability that it leads all others, given the sample. */
export function firstProbabilities(figures: QuickCountEstimate): number[] {
  const k = figures.shares.length;
  const covariance = figures.shares.map((_, i) => [...figures.shareCovariance.subarray(i * k, (i + 1) * k)]);
  return probabilityFirst(
    figures.shares.map((share) => share.estimate),
    covariance,
  );
}

/** Why there is no estimate, from the error that said so; `null` for an error that is none of these. */
export function reasonOf(error: unknown): NotComputable | null {
  if (!(error instanceof StatisticsError)) return null;
  if (error.code === "lonely-stratum") return "lonely-stratum";
  if (error.code === "empty") return "no-reports";
  if (error.code !== "not-computable") return null;
  return error.argument === "denominator" ? "no-votes" : "one-station";
}

/** Estimated registered voters of the frame, the last of the estimator's totals; `null` when not computable. */
export function registeredTotal(estimator: StratifiedEstimator): TotalEstimate | null {
  try {
    return estimator.totals().at(-1) ?? null;
  } catch (error) {
    if (reasonOf(error) === null) throw error;
    return null;
  }
}
