import type { Messages } from "@veedor/messages";
import { exactPercent } from "../terminal/exact-percent.ts";
import { printedTable } from "../terminal/table.ts";

/** What was found of one sentence that the outcome rests on. */
export type TestedSentence = {
  readonly winner: string;
  readonly loser: string;
  /** reported votes between the two */
  readonly margin: number;
  readonly pValue: number;
};

/** Below this a p-value is written as "less than". */
const LEAST_SHOWN = 0.0001;

/** A p-value with four decimals. */
export function shownP(p: number, messages: Messages): string {
  return p > 0 && p < LEAST_SHOWN ? `< ${messages.fixed(LEAST_SHOWN, 4)}` : messages.fixed(p, 4);
}

/** The table of pairs with their p-values. */
export function sentencesTable(
  tested: readonly TestedSentence[],
  riskLimit: number,
  messages: Messages,
): string {
  const { text, number } = messages;
  return printedTable(
    [
      { heading: text("auditing.winner") },
      { heading: text("auditing.loser") },
      { heading: text("auditing.margin"), figures: true },
      { heading: "p", figures: true },
      { heading: text("auditing.reached") },
    ],
    tested.map(({ winner, loser, margin, pValue }) => [
      winner,
      loser,
      number(margin),
      shownP(pValue, messages),
      text(pValue <= riskLimit ? "auditing.yes" : "auditing.no"),
    ]),
  );
}

/** One sentence: whether the reported outcome is confirmed at the risk limit. */
export function verdict(pValue: number, riskLimit: number, messages: Messages): string {
  return messages.text(pValue <= riskLimit ? "auditing.confirmed" : "auditing.not-confirmed", {
    p: shownP(pValue, messages),
    limit: exactPercent(riskLimit, messages),
  });
}

/** The largest of the p-values: that of the outcome. 1 where there are none. */
export function worstOf(tested: readonly { readonly pValue: number }[]): number {
  return tested.reduce((worst, { pValue }) => Math.max(worst, pValue), tested.length === 0 ? 1 : 0);
}

/** A table of sizes by the chance that they suffice. */
export function sizesTable(
  sizes: readonly { readonly label: string; readonly size: number }[],
  messages: Messages,
): string {
  return printedTable(
    [
      { heading: messages.text("auditing.chance") },
      { heading: messages.text("auditing.to-draw"), figures: true },
    ],
    sizes.map(({ label, size }) => [label, messages.number(size)]),
  );
}
