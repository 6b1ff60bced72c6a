import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import { planHash } from "../plan-hash.ts";
import type { PageContext } from "./page-context.ts";

/** What these figures are and are not, and what is needed to make them again. */
export function provenance(context: PageContext): Html {
  const { record, messages, format } = context;
  const { frame, sample, plan } = record;
  const facts: readonly (readonly [string, Html])[] = [
    [messages.text("replay.page-source"), html`${record.source}`],
    [messages.text("replay.page-arrival"), html`${messages.text(`replay.page-arrival-${record.arrival}`)}`],
    [
      messages.text("replay.page-sample"),
      html`${messages.text(`replay.page-sample-${sample.kind}`, { stations: record.designed, strata: record.strata })}`,
    ],
    ...(sample.kind === "drawn"
      ? [[messages.text("replay.page-seed"), html`<code>${sample.seed}</code>`] as const]
      : []),
    [
      messages.text("replay.page-frame"),
      html`${messages.text("replay.page-frame-size", {
        stations: frame.stations,
        known: frame.registered === null ? "no" : "yes",
        registered: frame.registered ?? 0,
      })}`,
    ],
    [messages.text("replay.page-frame-hash"), html`<code>${frame.hash}</code>`],
    [messages.text("replay.page-plan-hash"), html`<code>${planHash(record.plan)}</code>`],
    [
      messages.text("replay.page-reports"),
      html`${messages.text("replay.page-reports-words", {
        sent: record.sent,
        accepted: record.accepted,
        refused: record.refused,
        stored: record.stored,
        late: record.late,
      })}`,
    ],
    [
      messages.text("replay.page-plan"),
      html`${messages.text("replay.page-plan-words", {
        headline: plan.headline,
        shares: messages.text(`replay.page-shares-of-${plan.denominator}`),
        level: format.percent(plan.level, 0),
        minutes: plan.takes.everyMinutes,
      })}`,
    ],
  ];
  const sentences = (["not-official", "sampling-only", "official-means", "repeat"] as const).map(
    (key) => html`<li>${messages.text(`replay.page-about-${key}`)}</li>`,
  );
  return html`<section aria-labelledby="about"><h2 id="about">${messages.text("replay.page-about-title")}</h2><ul>${sentences}</ul><dl
    class="facts">${facts.map(([term, words]) => html`<div><dt>${term}</dt><dd>${words}</dd></div>`)}</dl></section>`;
}
