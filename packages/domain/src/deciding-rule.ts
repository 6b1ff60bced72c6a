import type { Denominator } from "./tally.ts";

/**
 * Rules of the region by which a choice wins in the first round. What each means stands in `@veedor/statistics`
 * (`FIRST_ROUND_RULES`), which has the same names.
 */
export const FIRST_ROUND_RULE_NAMES = [
  "absolute-majority",
  "forty-five",
  "forty-and-ten",
  "majority-or-forty-and-ten",
  "forty-five-or-forty-and-ten",
] as const;
export type FirstRoundRuleName = (typeof FIRST_ROUND_RULE_NAMES)[number];

/**
 * How a contest is decided, as the country's law says it. `of` is what shares are shares of.
 *
 * - `plurality`: whoever has most votes, as in a runoff
 * - a first-round rule by its name, else there is a runoff
 * - `own-first-round`: a first-round rule that none of the names stands for
 * - `threshold`: an answer is adopted when it reaches the share, as in a referendum
 */
export type DecidingRule =
  | { readonly rule: "plurality" }
  | { readonly rule: FirstRoundRuleName; readonly of: Denominator }
  | {
      readonly rule: "own-first-round";
      readonly of: Denominator;
      readonly outright: number | null;
      readonly withLead: { readonly share: number; readonly lead: number } | null;
    }
  | { readonly rule: "threshold"; readonly of: Denominator; readonly share: number };
