import { StatisticsError } from "../../statistics-error.ts";
import { pairsOf, type ReportedContest, reportedOutcome } from "../reported-contest.ts";

/**
 * The marks of one ballot: 1 or 0 for each choice. `null`: there is no such record, or the ballot was not found.
 * A ballot without the contest is all zeros.
 */
export type BallotMarks = readonly number[] | null;

/** One drawn ballot: what the system recorded of it and what people read on it. */
export interface ComparedBallot {
  recorded: BallotMarks;
  audited: BallotMarks;
  /** times it was drawn, 1 where it is left out */
  times?: number;
}

/** How far a ballot's record overstates a margin. */
export interface Overstatement {
  /** (v_w − a_w) − (v_l − a_l), from −2 to 2: votes by which the record overstates the winner's margin */
  votes: number;
  /** the same over the reported margin of that pair, in its votes; Infinity in a tie */
  relative: number;
}

/**
 * Which pair's error counts where a ballot has errors in several pairs.
 *
 * `largest-share` (the default): the one that overstates its own margin by the largest share, as the method's proof
 * needs. `most-votes`: the one with most votes, of equal ones the first, as the program Arlo has it; for agreement
 * with its numbers only.
 */
export type WorstPair = "largest-share" | "most-votes";

/**
 * The overstatement of each drawn ballot, the worst over all pairs of a winner and a loser; null where the record is
 * right in all of them. A ballot without a record, or that is not found, counts as two votes in the closest pair.
 *
 * @throws StatisticsError for marks that are not 0 or 1, or not one for each choice
 * @see Stark (2010), Super-simple simultaneous single-ballot risk-limiting audits, EVT/WOTE '10, section 2;
 *   docs/method/audits.md
 */
export function ballotOverstatements(
  contest: ReportedContest,
  ballots: readonly ComparedBallot[],
  worst: WorstPair = "largest-share",
): (Overstatement | null)[] {
  const pairs = pairsOf(reportedOutcome(contest));
  return ballots.map((ballot, i) => {
    const recorded = requireMarks(`ballots[${i}].recorded`, ballot.recorded, contest.votes.length);
    const audited = requireMarks(`ballots[${i}].audited`, ballot.audited, contest.votes.length);
    let found: Overstatement | null = null;
    for (const { winner, loser } of pairs) {
      const votes =
        recorded === null || audited === null
          ? 2
          : recorded[winner]! - audited[winner]! - (recorded[loser]! - audited[loser]!);
      if (votes === 0) continue;
      const margin = contest.votes[winner]! - contest.votes[loser]!;
      const relative = margin > 0 ? votes / margin : Infinity;
      const isWorse =
        found === null || (worst === "most-votes" ? votes > found.votes : relative > found.relative);
      if (isWorse) found = { votes, relative };
    }
    return found;
  });
}

function requireMarks(name: string, marks: BallotMarks, choices: number): BallotMarks {
  if (marks === null) return null;
  if (marks.length !== choices) {
    const expected = `must hold ${choices} marks, one for each choice`;
    throw new StatisticsError("length-mismatch", name, marks.length, expected);
  }
  const wrong = marks.findIndex((mark) => mark !== 0 && mark !== 1);
  if (wrong >= 0)
    throw new StatisticsError("out-of-range", `${name}[${wrong}]`, marks[wrong], "must be 0 or 1");
  return marks;
}
