import { requireInteger, StatisticsError } from "../../statistics-error.ts";
import { type Assertion, weightsOf } from "./assertion.ts";

/** Divisors of a highest-averages method: D'Hondt 1, 2, 3 …; Sainte-Laguë 1, 3, 5 … */
export type HighestAverages = "dhondt" | "sainte-lague";

const DIVISOR: Readonly<Record<HighestAverages, (seat: number) => number>> = {
  dhondt: (seat) => seat,
  "sainte-lague": (seat) => 2 * seat - 1,
};

/**
 * The seats of each list by highest averages, and what an audit of them asserts: for every list A with a seat and
 * every other list B, the average of A's last seat is above the average that B's next seat would have,
 *
 *     v_A/d(s_A) > v_B/d(s_B + 1).
 *
 * All of them together are true exactly when the seats are right. Lists kept out by a legal threshold have to be left
 * out of the votes, and audited against it ({@link supermajorityAssertion}).
 *
 * Where two averages are equal for the last seat (a draw by lot decides), the first listed gets it here, and the
 * assertion has a margin of 0, which no audit can confirm.
 *
 * @param votes of each list, not all 0
 * @param seats from 1
 * @throws StatisticsError for votes that are no counts or all 0, or seats not a whole number from 1
 * @see Stark & Teague (2014), Verifiable European Elections: Risk-limiting Audits for D'Hondt and its Relatives,
 *   JETS 3 (1), section 3; Blom et al. (2021), E-Vote-ID 2021, section 4; docs/method/audits.md
 */
export function highestAveragesAssertions(
  votes: readonly number[],
  seats: number,
  method: HighestAverages = "dhondt",
): { seats: number[]; assertions: Assertion[] } {
  requireInteger("seats", seats, 1, 100_000);
  votes.forEach((count, i) => requireInteger(`votes[${i}]`, count));
  if (votes.every((count) => count === 0))
    throw new StatisticsError("empty", "votes", "0", "must hold a vote");
  const divisor = DIVISOR[method];
  const won = votes.map(() => 0);
  for (let seat = 0; seat < seats; seat++) {
    let best = 0;
    for (let i = 1; i < votes.length; i++) {
      // Compared as products, so that equal averages are equal.
      if (votes[i]! * divisor(won[best]! + 1) > votes[best]! * divisor(won[i]! + 1)) best = i;
    }
    won[best]! += 1;
  }
  const assertions = votes.flatMap((_, a) =>
    won[a] === 0
      ? []
      : votes.flatMap((__, b) =>
          a === b
            ? []
            : [
                {
                  name: `${a} seat ${won[a]} > ${b} seat ${won[b]! + 1}`,
                  weights: weightsOf(votes.length, [
                    [a, 1 / divisor(won[a]!)],
                    [b, -1 / divisor(won[b]! + 1)],
                  ]),
                },
              ],
        ),
  );
  return { seats: won, assertions };
}
