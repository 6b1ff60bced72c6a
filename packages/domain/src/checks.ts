/** What comes of a check that speaks of an observer's report: it waits for the desk, or it counts and is told. */
type OnReport = "waits" | "told" | null;

/**
 * Every plausibility check, with the code that the specification, the code, the messages and the tests share.
 *
 * On a line of a file, an `error` refuses it; a `warning` keeps it and says so, since it is odd but possible.
 * `onReport` says what the check does to a report of an observer, `null` where it is not made of reports.
 */
export const CHECKS = {
  "station-code-missing": { severity: "error", onReport: null },
  "bad-station-code": { severity: "error", onReport: null },
  "duplicate-station": { severity: "error", onReport: null },
  "unknown-station": { severity: "error", onReport: "waits" },
  "unknown-area": { severity: "error", onReport: null },
  "wrong-number-of-cells": { severity: "error", onReport: null },
  "not-a-number": { severity: "error", onReport: null },
  "negative-votes": { severity: "error", onReport: null },
  "fractional-votes": { severity: "error", onReport: null },
  "figure-too-large": { severity: "error", onReport: null },
  "sum-above-total": { severity: "error", onReport: "waits" },
  "sum-below-total": { severity: "warning", onReport: "waits" },
  "figure-missing": { severity: "warning", onReport: "waits" },
  "votes-above-registered": { severity: "warning", onReport: "waits" },
  "registered-missing": { severity: "warning", onReport: null },
  "registered-zero": { severity: "warning", onReport: null },
  abroad: { severity: "warning", onReport: null },
  "no-votes": { severity: "warning", onReport: "waits" },
  "ballots-not-reconciled": { severity: "warning", onReport: "told" },
  "repeated-line": { severity: "warning", onReport: null },
  "turnout-out-of-range": { severity: "warning", onReport: "waits" },
  "blank-or-null-unusual": { severity: "warning", onReport: "waits" },
  "differs-from-report": { severity: "warning", onReport: "waits" },
  "digit-slip-suspected": { severity: "warning", onReport: "waits" },
  "observer-not-assigned": { severity: "warning", onReport: "waits" },
} as const satisfies Record<string, { readonly severity: "error" | "warning"; readonly onReport: OnReport }>;

export type CheckCode = keyof typeof CHECKS;
export type CheckParameters = Readonly<Record<string, string | number>>;

/** One check that spoke: its code and the figures or names that its message shows. */
export type CheckResult = { readonly code: CheckCode; readonly parameters: CheckParameters };

/** Whether a report on which these checks spoke waits for the desk before anything is estimated from it. */
export function waitsForDesk(results: readonly Pick<CheckResult, "code">[]): boolean {
  return results.some(({ code }) => CHECKS[code].onReport === "waits");
}
