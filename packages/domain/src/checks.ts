/**
 * Every plausibility check, with the code that the specification, the code, the messages and the tests share.
 *
 * An `error` refuses the line; a `warning` keeps it and says so, since it is odd but possible.
 */
export const CHECKS = {
  "station-code-missing": { severity: "error" },
  "bad-station-code": { severity: "error" },
  "duplicate-station": { severity: "error" },
  "unknown-station": { severity: "error" },
  "unknown-area": { severity: "error" },
  "wrong-number-of-cells": { severity: "error" },
  "not-a-number": { severity: "error" },
  "negative-votes": { severity: "error" },
  "fractional-votes": { severity: "error" },
  "figure-too-large": { severity: "error" },
  "sum-above-total": { severity: "error" },
  "sum-below-total": { severity: "warning" },
  "figure-missing": { severity: "warning" },
  "votes-above-registered": { severity: "warning" },
  "registered-missing": { severity: "warning" },
  "registered-zero": { severity: "warning" },
  abroad: { severity: "warning" },
  "no-votes": { severity: "warning" },
  "ballots-not-reconciled": { severity: "warning" },
  "repeated-line": { severity: "warning" },
} as const satisfies Record<string, { readonly severity: "error" | "warning" }>;

export type CheckCode = keyof typeof CHECKS;
export type CheckParameters = Readonly<Record<string, string | number>>;

/** One check that spoke: its code and the figures or names that its message shows. */
export type CheckResult = { readonly code: CheckCode; readonly parameters: CheckParameters };
