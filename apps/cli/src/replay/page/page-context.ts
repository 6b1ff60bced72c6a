import type { Messages } from "@veedor/messages";
import type { Take } from "@veedor/quick-count";
import type { RatioEstimate } from "@veedor/statistics";
import type { ReplayRecord } from "../record.ts";
import type { PageFormat } from "./page-format.ts";
import { pageFormat } from "./page-format.ts";

/**
 * A choice as the page shows it.
 *
 * @property position its place among the estimate's shares
 * @property look 1 to 8, the number of its colour and mark; 0 for the choices after the eighth
 * @property truth its share in the file's own totals; `null` when the file has none
 */
export type PageChoice = {
  readonly position: number;
  readonly code: string;
  readonly name: string;
  readonly look: number;
  readonly truth: number | null;
};

/** What every part of the page needs. */
export type PageContext = {
  readonly record: ReplayRecord;
  readonly messages: Messages;
  readonly format: PageFormat;
  readonly last: Take | null;
  /** By their last estimate, the largest first. */
  readonly choices: readonly PageChoice[];
  /** The choices of the main chart, and those that are too small for its scale. */
  readonly leading: readonly PageChoice[];
  readonly smaller: readonly PageChoice[];
};

const COLOURS = 8;
/** Choices in the main chart: more than six bands cannot be told apart. */
const MOST_LEADING = 6;
/** Below this share a choice goes to the chart of the smaller ones. */
const LEADING_FROM_SHARE = 0.06;

export function pageContext(record: ReplayRecord, messages: Messages): PageContext {
  const known = record.takes.findLast((take) => take.figures !== null)?.figures ?? null;
  const truth = new Map(record.truth.map(({ choice, share }) => [choice, share]));
  const sized = record.choices.map(({ code, name }, position) => {
    const own = truth.get(code) ?? null;
    return { position, code, name, truth: own, size: known?.shares[position]?.estimate ?? own ?? 0 };
  });
  const ranked = sized.sort((a, b) => b.size - a.size || a.position - b.position);
  const choices = ranked.map(({ position, code, name, truth }, rank): PageChoice => {
    return { position, code, name, truth, look: rank < COLOURS ? rank + 1 : 0 };
  });
  const big = ranked.filter(({ size }, rank) => rank < 2 || size >= LEADING_FROM_SHARE).length;
  const split = Math.min(big, MOST_LEADING);
  return {
    record,
    messages,
    format: pageFormat(messages, record.timeZone),
    last: record.takes.at(-1) ?? null,
    choices,
    leading: choices.slice(0, split),
    smaller: choices.slice(split),
  };
}

/** The headline estimate of a choice's share at a take; `null` when there is none. */
export function shareAt(take: Take | null, choice: PageChoice): RatioEstimate | null {
  return take?.figures?.shares[choice.position] ?? null;
}

/** The choice at a position of the estimate's shares. */
export function choiceAt(context: PageContext, position: number): PageChoice | null {
  return context.choices.find((choice) => choice.position === position) ?? null;
}
