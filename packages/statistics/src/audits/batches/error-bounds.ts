import { assertionMargin } from "../assertions/index.ts";
import { type BatchContest, batchMargins } from "./reported-batches.ts";

/**
 * u_p of each batch: by how much it can at most overstate a margin, as a share of that margin, the worst over all
 * assertions:
 *
 *     u_p = max over assertions of (Σ weight · v_p + a b_p)/V
 *
 * a is the most that one ballot can be against the assertion (1 for "A beats B": (v_w − v_l + b_p)/V_wl), V the
 * assertion's margin less the ballots outside all batches. Where the sum U of all u_p is below 1, no error in the
 * batches could change the outcome. In a tie they are infinite.
 *
 * @throws StatisticsError for a contest that cannot be
 * @see Stark (2008), Conservative Statistical Post-election Audits, Annals of Applied Statistics 2 (2), section 2;
 *   Stark (2009), Efficient Post-election Audits of Multiple Contests, section 3 (MACRO); docs/method/audits.md
 */
export function batchErrorBounds(contest: BatchContest): Float64Array {
  const { margins, against } = batchMargins(contest);
  return Float64Array.from(contest.batches, (batch) => {
    let worst = 0;
    contest.assertions.forEach((assertion, a) => {
      const margin = margins[a]!;
      const most = assertionMargin(assertion, batch.votes) + against[a]! * batch.ballots;
      worst = Math.max(worst, margin > 0 ? most / margin : Infinity);
    });
    return worst;
  });
}
