import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { PageContext } from "./page-context.ts";
import { verdictInWords } from "./verdict-in-words.ts";

/** Title and, before any figure, what these figures are not. */
export function heading(context: PageContext): Html {
  const { record, messages } = context;
  const cautions = cautionSentences(context);
  const caution =
    cautions.length === 0
      ? null
      : html`<div class="caution" role="note"><p class="caution-word">${messages.text("replay.page-caution")}</p><div>${cautions.map(
          (sentence) => html`<p>${sentence}</p>`,
        )}</div></div>`;
  return html`<header><p class="kind">${messages.text("replay.page-kind")}</p><h1>${record.title}</h1>${caution}</header>`;
}

/** The warnings that belong beside every figure; none for a recorded evening with a complete file. */
export function cautionSentences({ record, messages }: PageContext): string[] {
  const own = record.caution.trim() === "" ? [] : [record.caution];
  if (record.arrival === "recorded") return own;
  return [...own, messages.text(`replay.page-arrival-${record.arrival}`)];
}

/** The warnings in one line, under a figure that may be shown without the rest of the page. */
export function cautionLine(context: PageContext): Html | null {
  const sentences = cautionSentences(context);
  return sentences.length === 0 ? null : html`<p class="caution-line">⚠ ${sentences.join(" ")}</p>`;
}

/** Whether the last figure can be trusted, and why, in one sentence. */
export function lastVerdict(context: PageContext): Html {
  const { last, messages, format } = context;
  if (last === null)
    return html`<section class="verdict held"><p>${messages.text("replay.page-no-takes")}</p></section>`;
  const { verdict } = last;
  const state =
    verdict.code === "can-be-trusted" ? "open" : verdict.code === "too-close-to-call" ? "close" : "held";
  const sign = { open: "✓", close: "≈", held: "!" }[state];
  const when = messages.text("replay.page-verdict-when", {
    number: last.number,
    time: format.time(last.at),
    day: format.day(last.at),
  });
  return html`<section class="verdict ${state}" aria-labelledby="verdict"><h2 id="verdict" class="verdict-when">${when}</h2><p><span
    class="verdict-sign" aria-hidden="true">${sign}</span>${verdictInWords(context, last)}</p></section>`;
}
