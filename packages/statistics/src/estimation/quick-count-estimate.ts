import type { LeadEstimate, RatioEstimate, RatioEstimates } from "./ratio-estimates.ts";
import type { CollapseNote } from "./reporting-design.ts";

/** An estimated total over the frame, in votes or voters. */
export type TotalEstimate = { readonly estimate: number; readonly standardError: number };

/**
 * Everything estimated from the reports in hand.
 *
 * @property shareCovariance k × k, row by row
 * @property lead of the first over the second choice; `null` with a single choice
 * @property turnout `null` where registered voters are not known
 * @property strataWithoutVariance strata with two reports or more that are all alike: no error, but worth a look
 */
export type QuickCountEstimate = {
  readonly shares: readonly RatioEstimate[];
  readonly shareCovariance: Float64Array;
  readonly lead: LeadEstimate | null;
  readonly turnout: RatioEstimate | null;
  readonly stations: number;
  readonly strata: number;
  readonly notes: readonly CollapseNote[];
  readonly strataWithoutVariance: readonly string[];
};

/** The ratios of a quick count: shares with their covariance, lead, turnout. */
export function estimateOf(
  ratios: RatioEstimates,
  choices: number,
): Pick<QuickCountEstimate, "shares" | "shareCovariance" | "lead" | "turnout"> {
  const shares = Array.from({ length: choices }, (_, choice) => ratios.share(choice));
  const lead = leadOf(shares, (first, second) => ratios.difference(first, second));
  return { shares, shareCovariance: ratios.shareCovariance(), lead, turnout: ratios.turnout() };
}

/** First and second by estimate; of equal ones the earlier declared comes first. */
function leadOf(
  shares: readonly RatioEstimate[],
  difference: (first: number, second: number) => RatioEstimate,
): LeadEstimate | null {
  const order = shares
    .map((_, choice) => choice)
    .sort((a, b) => shares[b]!.estimate - shares[a]!.estimate || a - b);
  const [first, second] = order;
  return first === undefined || second === undefined ? null : { ...difference(first, second), first, second };
}
