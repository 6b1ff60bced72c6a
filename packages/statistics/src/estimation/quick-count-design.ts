import type { CollapseRule, LonelyRule, Stratum } from "./missing-strata.ts";
import type { PostStratum } from "./post-strata.ts";

/**
 * The design of a quick count.
 *
 * @property choices number of choices k
 * @property separateBallots whether ballots cast are given apart from the denominator of the shares
 * @property registered whether registered voters are known for every station
 * @property lonely rule for strata with one report, by default `collapse-variance`
 * @property collapse how the stratum to join is found, by default the declared `map`
 */
export type QuickCountDesign = {
  readonly choices: number;
  readonly separateBallots?: boolean;
  readonly registered?: boolean;
  readonly strata: readonly Stratum[];
  readonly postStrata?: readonly PostStratum[];
  readonly lonely?: LonelyRule;
  readonly collapse?: CollapseRule;
};

/** One station's counts: votes of the k choices, the denominator, and where the design has them the others. */
export type StationReport = {
  readonly stratum: number;
  readonly postStratum?: number;
  readonly votes: ArrayLike<number>;
  readonly denominator: number;
  readonly ballots?: number;
  readonly registered?: number;
};
