import { requireBetween, requireInteger, requireNumber, StatisticsError } from "../../statistics-error.ts";
import { assertionMargin } from "../assertions/index.ts";
import type { SequentialTest } from "../martingales/index.ts";
import type { FullCount } from "../polling/index.ts";
import { batchErrorBounds } from "./error-bounds.ts";
import { type BatchContest, batchMargins, requireVotes } from "./reported-batches.ts";

/** The true votes of a drawn batch, as people counted them. */
export interface AuditedBatch {
  /** position of the batch in the contest */
  batch: number;
  votes: readonly number[];
  /**
   * positions of the batches that were put together before the count, this one among them: `votes` are then those of
   * all of them, and each is charged with their whole error
   */
  countedWith?: readonly number[];
}

/** Error found in a batch: the assertion whose margin suffers most. */
export interface BatchError {
  /** by how much the report overstates that assertion, in its votes; negative where it understates */
  votes: number;
  /** the same as a share of its margin; Infinity in a tie */
  relative: number;
}

/** Result of a batch comparison. */
export interface MacroRisk extends SequentialTest {
  /** the error of each draw; null where the report is right in all assertions */
  errors: (BatchError | null)[];
  /** U, the sum of all error bounds */
  totalBound: number;
}

/**
 * MACRO: comparison of batches (tally sheets with a recount of their ballots), drawn with replacement with
 * probability u_p/U.
 *
 *     p_j = Π_{i ≤ j} (1 − 1/U)/(1 − taint_i),   taint = max(0, e_p)/u_p
 *
 * e_p is the overstatement found, as a share of the margin, the worst over all assertions; u_p its bound
 * ({@link batchErrorBounds}). The p-value may be read after every draw.
 *
 * Assumes that the reported batches were published before the draw, that their sums give the reported totals, and that
 * every draw (a batch drawn twice counts twice) is given, in the order drawn. NOT valid for a simple random sample of
 * stations: use {@link batchSampleTest}.
 *
 * @param draws in the order drawn
 * @param options.complete all batches have been recounted: the recount decides ({@link FullCount})
 * @throws StatisticsError for a contest or draws that cannot be
 * @see Stark (2009), Efficient Post-election Audits of Multiple Contests: 2009 California Tests (MACRO), and Risk-limiting
 *   postelection audits, IEEE TIFS 4 (4), section III (Kaplan–Markov); docs/method/audits.md
 */
export function macroRisk(
  contest: BatchContest,
  draws: readonly AuditedBatch[],
  options: { complete?: boolean; fullCount?: FullCount } = {},
): MacroRisk {
  const { margins } = batchMargins(contest);
  const bounds = batchErrorBounds(contest);
  const totalBound = bounds.reduce((sum, bound) => sum + bound, 0);
  const errors = draws.map((draw, j) => batchError(contest, margins, draw, `draws[${j}]`));
  const clean = totalBound === Infinity ? 0 : Math.log1p(-1 / Math.max(1, totalBound));
  let logarithm = 0;
  let smallest = 1;
  const history = Float64Array.from(draws, ({ batch }, j) => {
    const bound = bounds[batch]!;
    const error = Math.max(0, errors[j]?.relative ?? 0);
    const taint = error === 0 ? 0 : error / bound;
    if (taint > 1 + 1e-12) {
      const expected = "must not differ from the report by more than the batch's ballots allow";
      throw new StatisticsError("impossible", `draws[${j}].votes`, draws[j]!.votes, expected);
    }
    // Without a margin (a tie) nothing that is drawn says anything, and an error as large as can be ends it.
    logarithm += bound === Infinity || taint >= 1 - 1e-15 ? Infinity : clean - Math.log1p(-taint);
    const p = Number.isNaN(logarithm) ? 1 : Math.min(1, Math.exp(logarithm));
    smallest = Math.min(smallest, p);
    return p;
  });
  const pValue = options.complete ? decided(contest, draws, options.fullCount) : smallest;
  return { pValue, history, errors, totalBound };
}

/** The error that a draw found, among the assertions in which there is one. */
function batchError(
  contest: BatchContest,
  margins: readonly number[],
  draw: AuditedBatch,
  argument: string,
): BatchError | null {
  const { batches, assertions } = contest;
  const together = draw.countedWith ?? [draw.batch];
  for (const p of [draw.batch, ...together]) requireInteger(`${argument}.batch`, p, 0, batches.length - 1);
  if (!together.includes(draw.batch)) {
    const expected = "must hold the drawn batch itself";
    throw new StatisticsError("impossible", `${argument}.countedWith`, together, expected);
  }
  const choices = assertions[0]!.weights.length;
  requireVotes(`${argument}.votes`, draw.votes, choices, Number.MAX_SAFE_INTEGER);
  let worst: BatchError | null = null;
  assertions.forEach((assertion, a) => {
    const reported = together.reduce((sum, p) => sum + assertionMargin(assertion, batches[p]!.votes), 0);
    const votes = reported - assertionMargin(assertion, draw.votes);
    if (votes === 0) return;
    const relative = margins[a]! > 0 ? votes / margins[a]! : Infinity;
    if (worst === null || relative > worst.relative) worst = { votes, relative };
  });
  return worst;
}

/** What a recount of all batches says: 0 where it shows every assertion true, 1 where it does not. */
function decided(
  contest: BatchContest,
  draws: readonly AuditedBatch[],
  fullCount: FullCount = "decides",
): 0 | 1 {
  if (fullCount === "settles") return 0;
  const counted = new Set<number>();
  const groups = new Map<string, readonly number[]>();
  for (const { batch, votes, countedWith = [batch] } of draws) {
    for (const p of countedWith) counted.add(p);
    groups.set([...countedWith].sort((a, b) => a - b).join(), votes);
  }
  if (counted.size < contest.batches.length) {
    const expected = `must hold all ${contest.batches.length} batches when the recount is complete`;
    throw new StatisticsError("impossible", "draws", `${counted.size} batches`, expected);
  }
  const holds = contest.assertions.every(
    (assertion) =>
      [...groups.values()].reduce((sum, votes) => sum + assertionMargin(assertion, votes), 0) > 0,
  );
  return holds ? 0 : 1;
}

/**
 * Draws that a MACRO audit needs to reach the limit if no (further) error is found:
 * n = ⌈(ln α − ln p)/ln(1 − 1/U)⌉ + 1, at most the number of batches.
 *
 * The one more is Lindeman's advice, which Arlo follows: a draw to spare. Without any bound left (U below 1) it is 0;
 * in a tie, all batches.
 *
 * @param plan.totalBound U, above or equal 0; Infinity in a tie
 * @param plan.pValue p so far; 1 where it is left out
 * @throws StatisticsError for numbers outside their range
 */
export function macroSize(plan: {
  totalBound: number;
  batches: number;
  riskLimit: number;
  pValue?: number;
}): number {
  const { totalBound, batches, riskLimit, pValue = 1 } = plan;
  requireBetween("riskLimit", riskLimit, 0, 1);
  requireInteger("batches", batches, 1);
  requireNumber("pValue", pValue, 0, 1);
  if (totalBound === Infinity) return batches;
  requireNumber("totalBound", totalBound, 0);
  if (pValue <= riskLimit || totalBound < 1) return 0;
  if (totalBound === 1) return 1;
  const draws = Math.ceil((Math.log(riskLimit) - Math.log(pValue)) / Math.log1p(-1 / totalBound)) + 1;
  return Math.min(draws, batches);
}
