export type { Assertion } from "./assertion.ts";
export {
  assertionMargin,
  pluralityAssertions,
  runoffAssertions,
  supermajorityAssertion,
} from "./assertion.ts";
export type { Assorter } from "./assorter.ts";
export { assorterOf, overstatementAssorter } from "./assorter.ts";
export type { HighestAverages } from "./highest-averages.ts";
export { highestAveragesAssertions } from "./highest-averages.ts";
export type { Ranking, RankingAssertion } from "./instant-runoff.ts";
export { assertionsSuffice, rankingAssorter } from "./instant-runoff.ts";
export type { RankedBallots, RankingAssertionWithMargin } from "./instant-runoff-assertions.ts";
export { instantRunoffAssertions } from "./instant-runoff-assertions.ts";
