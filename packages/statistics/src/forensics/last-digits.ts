import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts } from "./arguments.ts";
import { exactBinomialTest } from "./binomial-test.ts";

/** A share of counts with its expectation and its exact two-sided binomial p-value. */
export type DigitShare = {
  readonly count: number;
  readonly share: number;
  readonly expected: number;
  readonly pValue: number;
};

/**
 * @property zeroOrFive counts that end in 0 or 5 (expected 1 in 5): rounding
 * @property repeated last two digits the same (1 in 10)
 * @property adjacent last two digits neighbours on the circle 0-9 (2 in 10)
 * @property nonAdjacent all others (7 in 10)
 */
export type LastDigits = {
  readonly n: number;
  readonly zeroOrFive: DigitShare;
  readonly repeated: DigitShare;
  readonly adjacent: DigitShare;
  readonly nonAdjacent: DigitShare;
};

/**
 * Round numbers and pairs of last digits: people who invent numbers avoid repetition and prefer neighbours, people who
 * round write 0 and 5 (Beber & Scacco 2012). Each share has an exact binomial test.
 *
 * When not to use: with counts that are mostly below 100, whose last digits are not uniform; and as proof of invention.
 *
 * @param minimum smallest count examined, at least 10
 * @throws StatisticsError when a count is none, or none reaches the minimum
 * @see Beber & Scacco (2012), Political Analysis 20, 211-234, section 2
 */
export function lastDigits(counts: Counts, minimum = 100): LastDigits {
  requireInteger("minimum", minimum, 10);
  requireCounts("counts", counts);
  let n = 0;
  let round = 0;
  const apart = [0, 0, 0];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count < minimum) continue;
    n += 1;
    if (count % 5 === 0) round += 1;
    const difference = Math.abs((count % 10) - (Math.floor(count / 10) % 10));
    apart[Math.min(2, difference, 10 - difference)]! += 1;
  }
  if (n === 0)
    throw new StatisticsError("not-computable", "counts", n, `must hold a count of at least ${minimum}`);
  const share = (count: number, expected: number): DigitShare => ({
    count,
    share: count / n,
    expected,
    pValue: exactBinomialTest(count, n, expected),
  });
  return {
    n,
    zeroOrFive: share(round, 0.2),
    repeated: share(apart[0]!, 0.1),
    adjacent: share(apart[1]!, 0.2),
    nonAdjacent: share(apart[2]!, 0.7),
  };
}
