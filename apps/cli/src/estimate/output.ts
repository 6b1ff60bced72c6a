import type { Messages } from "@veedor/messages";
import type { QuickCountEstimate, RatioEstimate } from "@veedor/statistics";
import { exactPercent } from "../terminal/exact-percent.ts";
import { printedTable } from "../terminal/table.ts";
import type { EstimateRequest } from "./request.ts";
import { WHOLE_FRAME } from "./sample-file.ts";
import type { EstimateWarning } from "./warnings.ts";

/** The estimate as one JSON line: fractions of 1, unrounded. */
export function estimateAsJson(
  request: EstimateRequest,
  estimate: QuickCountEstimate,
  warnings: readonly EstimateWarning[],
): string {
  const { choices } = request.columns;
  const { lead, shareCovariance } = estimate;
  return JSON.stringify({
    shares: estimate.shares.map((share, i) => ({ choice: choices[i], ...share })),
    lead: lead === null ? null : { ...lead, first: choices[lead.first], second: choices[lead.second] },
    turnout: estimate.turnout,
    strata: estimate.strata,
    stations: estimate.stations,
    warnings,
    covariance: choices.map((_, i) => [
      ...shareCovariance.subarray(i * choices.length, (i + 1) * choices.length),
    ]),
    strataDeclared: request.strata.length,
    level: request.level,
    degreesOfFreedomRule: request.degreesOfFreedom,
    lonelyRule: request.lonely,
  });
}

/** The estimate as a table for reading, with its method and its warnings in words. */
export function estimateAsText(
  request: EstimateRequest,
  estimate: QuickCountEstimate,
  warnings: readonly EstimateWarning[],
  messages: Messages,
): string {
  const { text, percent, fixed } = messages;
  const { choices } = request.columns;
  // Limits are cut at 0 and 1 where people read them: a share below nothing means nothing to a reader.
  const row = (name: string, ratio: RatioEstimate, lowest = 0): string[] => [
    name,
    percent(ratio.estimate, 2),
    percent(Math.max(lowest, ratio.low), 2),
    percent(Math.max(ratio.estimate, Math.min(1, ratio.high)), 2),
    fixed(ratio.standardError * 100, 3),
    fixed(ratio.degreesOfFreedom, 1),
  ];
  const rows = estimate.shares.map((share, i) => row(choices[i] ?? "", share));
  const { lead, turnout } = estimate;
  if (lead !== null) {
    const names = { first: choices[lead.first] ?? "", second: choices[lead.second] ?? "" };
    rows.push(row(text("estimate.lead-of", names), lead, -1));
  }
  const { ballots, total, registered } = request.columns;
  rows.push(
    turnout === null
      ? [text("estimate.turnout"), text("estimate.not-computable")]
      : row(
          text("estimate.turnout-of", { ballots: ballots ?? total, registered: registered ?? "" }),
          turnout,
        ),
  );
  const table = printedTable(
    [
      { heading: "" },
      { heading: text("estimate.share"), figures: true },
      { heading: text("estimate.low"), figures: true },
      { heading: text("estimate.high"), figures: true },
      { heading: text("estimate.standard-error"), figures: true },
      { heading: text("estimate.degrees-of-freedom"), figures: true },
    ],
    rows,
  );
  const method = text("estimate.method", {
    stations: estimate.stations,
    strata: estimate.strata,
    level: exactPercent(request.level, messages),
    denominator: request.columns.total,
  });
  const said = warnings.map((warning) => {
    const values = Object.fromEntries(Object.entries(warning).map(([name, value]) => [name, value ?? ""]));
    return `! ${messages.textOf("estimate", `warning-${variantOf(warning)}`, values) ?? warning.code}`;
  });
  return ["", table, "", method, ...said, ""].join("\n");
}

/** Some warnings read differently with a stratum that is joined, or in a sample without strata. */
function variantOf({ code, to, stratum }: EstimateWarning): string {
  if (code === "stratum-lonely" && to) return "stratum-lonely-joined";
  if (code === "strata-without-variance" && stratum === WHOLE_FRAME) return "sample-without-variance";
  return code;
}
