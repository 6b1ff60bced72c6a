import { requireNumber } from "../statistics-error.ts";
import { requireChoice, requireShares } from "./arguments.ts";
import { comparisonsOf } from "./differences.ts";
import { positiveOrthant } from "./positive-orthant.ts";
import { probabilityAtLeast } from "./single-statements.ts";

/**
 * When a choice wins in the first round: by reaching `outright`, or by reaching `withLead.share` while being ahead
 * of every other choice by at least `withLead.lead`. Fractions of the same denominator as the shares.
 */
export interface FirstRoundRule {
  outright: number | null;
  withLead: { share: number; lead: number } | null;
}

/** Rules of the region by name. Whether a share is of valid or of all votes is the country's law, not part of it. */
export const FIRST_ROUND_RULES = {
  /** more than half: Brazil, Chile, Colombia, Peru and others */
  "absolute-majority": { outright: 0.5, withLead: null },
  "forty-five": { outright: 0.45, withLead: null },
  /** Ecuador (beside the majority), Bolivia (beside the majority) */
  "forty-and-ten": { outright: null, withLead: { share: 0.4, lead: 0.1 } },
  "majority-or-forty-and-ten": { outright: 0.5, withLead: { share: 0.4, lead: 0.1 } },
  /** Argentina, Constitution, articles 97 and 98 */
  "forty-five-or-forty-and-ten": { outright: 0.45, withLead: { share: 0.4, lead: 0.1 } },
} as const satisfies Record<string, FirstRoundRule>;

/**
 * The probability that a choice wins in the first round under a rule, by the multivariate normal:
 * P(outright) + P(share and lead) − P(both).
 *
 * @param rule one of {@link FIRST_ROUND_RULES}, or a country's own
 * @param shares estimated shares of all choices
 * @param covariance of the shares; see {@link probabilityFirst}
 * @param choice index of the choice asked about
 * @throws StatisticsError when sizes differ, a number is not finite or the index is none of the shares'
 */
export function probabilityOfFirstRoundWin(
  rule: FirstRoundRule,
  shares: readonly number[],
  covariance: readonly (readonly number[])[],
  choice: number,
): number {
  requireShares(shares, covariance);
  requireChoice(choice, shares.length);
  const { outright, withLead } = rule;
  const deviation = Math.sqrt(covariance[choice]![choice]!);
  const own = shares[choice]!;
  const reached =
    outright === null ? 0 : probabilityAtLeast(own, deviation, requireNumber("rule.outright", outright));
  if (withLead === null) return reached;
  requireNumber("rule.withLead.share", withLead.share);
  requireNumber("rule.withLead.lead", withLead.lead, 0);
  const leading = probabilityOfLead(withLead.share);
  if (outright === null) return leading;
  const both = probabilityOfLead(Math.max(outright, withLead.share));
  return Math.min(1, Math.max(reached, reached + leading - both));

  function probabilityOfLead(threshold: number): number {
    const rivals = shares.map((_, i) => i).filter((i) => i !== choice);
    const margin = withLead?.lead ?? 0;
    const { means, covariance: table } = comparisonsOf(choice, rivals, shares, covariance, {
      margin,
      threshold,
    });
    return positiveOrthant(means, table);
  }
}

/**
 * For each choice the probability that it is among the first two, who go to the runoff.
 *
 * P(i among two) = Σ_j P(i ahead of all but perhaps j) − (k − 2) P(i first). Choices that are tied for certain count
 * as behind each other, so that a certain tie for the second place gives 0 to both: draw it by the law's own rule.
 *
 * @throws StatisticsError when sizes differ, a number is not finite or a variance is negative
 */
export function probabilityOfRunoffPlace(
  shares: readonly number[],
  covariance: readonly (readonly number[])[],
): number[] {
  requireShares(shares, covariance);
  const all = shares.map((_, i) => i);
  if (all.length <= 2) return all.map(() => 1);
  return all.map((choice) => {
    const rivals = all.filter((i) => i !== choice);
    const ahead = (of: number[]): number => {
      const { means, covariance: table } = comparisonsOf(choice, of, shares, covariance);
      return positiveOrthant(means, table);
    };
    let sum = -(rivals.length - 1) * ahead(rivals);
    for (const spared of rivals) sum += ahead(rivals.filter((i) => i !== spared));
    return Math.min(1, Math.max(0, sum));
  });
}
