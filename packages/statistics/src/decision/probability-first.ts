import { normalCdf } from "../distributions/index.ts";
import { requireShares } from "./arguments.ts";
import { comparisonsOf, standardErrorOfDifference } from "./differences.ts";
import { positiveOrthant } from "./positive-orthant.ts";

const NO_CHANCE = 1e-16;

/**
 * For each choice the probability that it leads all others, given estimated shares and their covariance: the
 * multivariate normal of all differences.
 *
 * Nothing is random here. Absolute error: three choices still in the race 1e-13, four 1e-10, five 1e-10, six 1e-8,
 * more 3e-7. A choice that beats the leader of the estimate with a probability below 1e-16 gets 0 and is left out.
 *
 * Degenerate cases: one choice has probability 1. Choices whose difference has no variance are compared by their
 * estimates; those that are then exactly equal divide their common probability equally (so the sum is always 1).
 *
 * It is a statement about sampling alone: it knows nothing of stations that do not report or of false tallies.
 *
 * @param shares estimated shares, one for each choice (blank and null votes are not choices: leave them out)
 * @param covariance of the shares, symmetric; it may be singular, as it is when the shares sum to 1
 * @throws StatisticsError when sizes differ, a number is not finite or a variance is negative
 * @see docs/method/decision.md
 */
export function probabilityFirst(
  shares: readonly number[],
  covariance: readonly (readonly number[])[],
): number[] {
  requireShares(shares, covariance);
  const { representatives, twins } = contenders(shares, covariance);
  const probabilities = shares.map(() => 0);
  for (const choice of representatives) {
    const rivals = representatives.filter((other) => other !== choice);
    const { means, covariance: table } = comparisonsOf(choice, rivals, shares, covariance);
    const alike = twins.get(choice) ?? [choice];
    const probability = positiveOrthant(means, table) / alike.length;
    for (const twin of alike) probabilities[twin] = probability;
  }
  return probabilities;
}

/** The choices that can lead, one for each group that is tied for certain, and the members of those groups. */
function contenders(shares: readonly number[], covariance: readonly (readonly number[])[]) {
  let leader = 0;
  shares.forEach((share, i) => {
    if (share > shares[leader]!) leader = i;
  });
  const representatives: number[] = [];
  const twins = new Map<number, number[]>();
  shares.forEach((share, i) => {
    if (i !== leader) {
      const error = standardErrorOfDifference(i, leader, covariance);
      if (error === 0 ? share < shares[leader]! : normalCdf((share - shares[leader]!) / error) < NO_CHANCE)
        return;
    }
    const same = representatives.findIndex((other) => standardErrorOfDifference(i, other, covariance) === 0);
    const other = representatives[same];
    if (other === undefined || share > shares[other]!) {
      if (other !== undefined) representatives.splice(same, 1);
      representatives.push(i);
      twins.set(i, [i]);
    } else if (share === shares[other]) twins.get(other)?.push(i);
  });
  return { representatives: representatives.sort((a, b) => a - b), twins };
}
