import type { Contest, Figure } from "@veedor/domain";
import { denominatorLines, linesWithRole, sumOfLines } from "@veedor/domain";
import type { StationReport } from "@veedor/statistics";
import type { AnalysisPlan } from "./plan.ts";
import type { SampledStation } from "./sample-design.ts";
import { DesignError } from "./sample-design.ts";

/** Positions of the sheet lines that the estimate reads: choices, the shares' denominator, total, all votes cast. */
export type CountedLines = {
  readonly choices: readonly number[];
  readonly denominator: readonly number[];
  readonly total: readonly number[];
  readonly cast: readonly number[];
};

/**
 * The lines that an estimate by this plan reads.
 *
 * @throws {DesignError} `unknown-column` when the contest's sheet has no line for the plan's denominator
 */
export function countedLines(plan: AnalysisPlan, contest: Contest): CountedLines {
  const denominator = denominatorLines(contest, plan.denominator);
  if (denominator.length === 0) throw new DesignError("unknown-column", plan.denominator);
  return {
    choices: linesWithRole(contest, "choice"),
    denominator,
    total: denominatorLines(contest, "total"),
    cast: denominatorLines(contest, "ballotsCast"),
  };
}

/** What the estimator counts of one sheet; `ballotsGiven` is false when the sheet does not say how many voted. */
export type CountedFigures = { readonly report: StationReport; readonly ballotsGiven: boolean };

/**
 * One sheet as the estimator counts it, or `null` when a choice or the denominator is not given: what is not there
 * is never a zero. A sheet that says how many voted in neither its total nor the sum of its lines still counts for
 * the shares.
 */
export function countedFigures(
  lines: CountedLines,
  station: SampledStation,
  figures: readonly Figure[],
  withRegistered: boolean,
): CountedFigures | null {
  const votes = lines.choices.map((line) => figures[line] ?? null).filter((vote) => vote !== null);
  const denominator = sumOfLines(figures, lines.denominator);
  if (denominator === null || votes.length < lines.choices.length) return null;
  const total = lines.total.length === 0 ? null : sumOfLines(figures, lines.total);
  const ballots = total ?? sumOfLines(figures, lines.cast);
  const report: StationReport = {
    stratum: station.stratum,
    postStratum: station.postStratum,
    votes,
    denominator,
    ballots: ballots ?? denominator,
    ...(withRegistered ? { registered: station.registered ?? 0 } : {}),
  };
  return { report, ballotsGiven: ballots !== null };
}
