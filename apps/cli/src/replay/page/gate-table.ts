import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { GateCondition } from "@veedor/quick-count";
import type { PageContext } from "./page-context.ts";

/** The release gate at the last take: five conditions, each a number beside what the plan asks for. */
export function gateTable(context: PageContext): Html {
  const { messages, last } = context;
  const gate = last?.gate ?? [];
  const met = gate.filter(({ holds }) => holds === true).length;
  const summary = messages.text("replay.page-gate-summary", { met, all: gate.length });
  const heads = (["condition", "found", "asked", "holds"] as const).map(
    (head) => html`<th scope="col" role="columnheader">${messages.text(`replay.page-gate-${head}`)}</th>`,
  );
  return html`<section aria-labelledby="gate"><h2 id="gate">${messages.text("replay.page-gate-title")}</h2><p class="reading">${summary}</p><table
    class="gate" role="table"><caption class="unseen">${messages.text("replay.page-gate-title")}</caption><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${gate.map(
      (condition) => gateRow(context, condition),
    )}</tbody></table></section>`;
}

function gateRow(context: PageContext, condition: GateCondition): Html {
  const { messages, record } = context;
  const { name, holds, value, subject } = condition;
  const title = messages.text(`replay.page-gate-${name}`);
  const explained = messages.text(`replay.page-gate-${name}-words`, {
    takes: record.plan.gate.stableTakes,
    low: context.format.percent(record.plan.gate.sensitivity, 0),
  });
  // A condition that holds without a number has nothing left to measure: every watched group is adjusted for.
  const without = holds === true ? "replay.page-gate-all-adjusted" : "replay.page-not-computable";
  const found = value === null ? messages.text(without) : measured(context, condition, value);
  const of = subject === null ? null : html`<span class="under"><bdi>${subject}</bdi></span>`;
  const state = holds === null ? "unknown" : holds ? "met" : "unmet";
  const sign = { unknown: "–", met: "✓", unmet: "✗" }[state];
  return html`<tr role="row" class="${state}"><th scope="row" role="rowheader">${title}<span class="under">${explained}</span></th><td role="cell" data-head="${messages.text("replay.page-gate-found")}">${found}${of}</td><td role="cell"
    data-head="${messages.text("replay.page-gate-asked")}">${asked(context, condition)}</td><td role="cell" class="state">${sign} ${messages.text(`replay.page-gate-${state}`)}</td></tr>`;
}

function measured({ messages, format }: PageContext, { name }: GateCondition, value: number): string {
  if (name === "coverage") return format.percent(value);
  if (name === "decision") return format.probability(value);
  if (name === "stability")
    return messages.text("replay.page-half-widths", { value: format.decimal(value, 2) });
  return messages.text("replay.page-points", {
    points: format.signedPoints(value, name === "sensitivity" ? 2 : 1),
  });
}

function asked({ messages, format }: PageContext, { name, threshold }: GateCondition): string {
  if (name === "coverage" || name === "decision") {
    return messages.text("replay.page-at-least", {
      value: format.percent(threshold, threshold > 0.99 ? 1 : 0),
    });
  }
  if (name === "stability") {
    return messages.text("replay.page-at-most", {
      value: messages.text("replay.page-half-widths", { value: format.decimal(threshold, 2) }),
    });
  }
  if (name === "sensitivity") return messages.text("replay.page-above-zero");
  return messages.text("replay.page-at-most", {
    value: messages.text("replay.page-points", { points: `± ${format.points(threshold, 0)}` }),
  });
}
