export type { Assertion } from "./assertion.ts";
export {
  assertionMargin,
  pluralityAssertions,
  runoffAssertions,
  supermajorityAssertion,
} from "./assertion.ts";
export type { Assorter } from "./assorter.ts";
export { assorterOf, overstatementAssorter } from "./assorter.ts";
