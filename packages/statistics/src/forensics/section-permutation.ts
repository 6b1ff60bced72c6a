import { seededRandom } from "../random/index.ts";
import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireWithin } from "./arguments.ts";

/**
 * Permutation test within one section: the section's ballots are dealt again at random to its stations, which keep
 * their sizes, and χ² is computed each time. The p-value is exact for any size of the counts, where Pearson's
 * approximation needs expected counts above five.
 *
 * p = (1 + deals with χ² at least the observed) / (1 + deals).
 *
 * Like χ² itself it takes every voter by himself; families do not vote so. Use it to check a section that the
 * overdispersed test has called, not to search with.
 *
 * @param votes of the choice at each station of the section
 * @param total denominators of the same stations
 * @param options.replicates deals, default 999
 * @throws StatisticsError for fewer than two stations, votes above the total, or a share of 0 or 1
 * @see Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, section 6.3
 */
export function permuteSection(
  votes: Counts,
  total: Counts,
  options: { readonly seed: string; readonly replicates?: number },
): { readonly chiSquare: number; readonly pValue: number; readonly replicates: number } {
  const replicates = requireInteger("options.replicates", options.replicates ?? 999, 1, 10_000_000);
  requireCounts("total", total);
  requireWithin(["votes", votes], ["total", total]);
  if (total.length < 2)
    throw new StatisticsError("not-computable", "total", total.length, "must hold at least two stations");
  const voters = Array.from(total).reduce((sum, count) => sum + count, 0);
  const successes = Array.from(votes).reduce((sum, count) => sum + count, 0);
  if (successes === 0 || successes === voters)
    throw new StatisticsError(
      "not-computable",
      "votes",
      successes,
      "must neither be nobody's nor everybody's",
    );
  const share = successes / voters;
  const distance = (counts: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < total.length; i++)
      if (total[i]! > 0) sum += (counts[i]! - total[i]! * share) ** 2 / total[i]!;
    return sum / (share * (1 - share));
  };
  const random = seededRandom(options.seed);
  const dealt = new Float64Array(total.length);
  const observed = distance(votes);
  let asFar = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    deal(dealt, total, successes, random.next);
    // Deals that are equal but for rounding count as equal.
    if (distance(dealt) >= observed * (1 - 1e-12)) asFar += 1;
  }
  return { chiSquare: observed, pValue: (1 + asFar) / (1 + replicates), replicates };
}

/** Deals the successes to the stations, ballot by ballot without replacement. */
function deal(into: Float64Array, total: Counts, successes: number, next: () => number): void {
  let ballots = 0;
  for (let i = 0; i < total.length; i++) ballots += total[i]!;
  let left = successes;
  for (let i = 0; i < total.length; i++) {
    let here = 0;
    for (let ballot = 0; ballot < total[i]!; ballot++) {
      if (next() * ballots < left) {
        here += 1;
        left -= 1;
      }
      ballots -= 1;
    }
    into[i] = here;
  }
}
