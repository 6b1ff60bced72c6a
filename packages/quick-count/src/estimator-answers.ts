import type { QuickCountEstimate } from "@veedor/statistics";
import { probabilityAhead, probabilityFirst, StatisticsError } from "@veedor/statistics";
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

/**
 * Probability by which the gate decides: the smaller of that by the normal of all differences and that of the lead
 * alone by Student's t, since with few stations the normal is too sure. Not computable when the sample shows no
 * variance although stations are missing: that is luck, not certainty.
 */
export function leadingProbability(
  figures: QuickCountEstimate,
  byNormal: number,
  complete: boolean,
): number | null {
  const { lead } = figures;
  if (lead === null) return byNormal;
  if (lead.standardError === 0) return complete ? byNormal : null;
  return Math.min(byNormal, probabilityAhead(lead.estimate, lead.standardError, lead.degreesOfFreedom));
}
