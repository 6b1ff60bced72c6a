import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { QuickCountEstimate, RatioEstimate } from "@veedor/statistics";
import { markBesideName } from "./mark-shapes.ts";
import type { PageContext } from "./page-context.ts";

/** The weighted and the post-stratified estimate of the last take, side by side. */
export function twoEstimates(context: PageContext): Html {
  const { messages, last, record } = context;
  const title = html`<h2 id="two">${messages.text("replay.page-two-title")}</h2>`;
  const headline = last ? messages.text("replay.page-two-headline", { headline: last.headline }) : "";
  const reason =
    last && last.postStratified === null
      ? html`<p>${messages.text(record.plan.postStrata === null ? "replay.page-no-post-strata" : "replay.page-post-not-computable")}</p>`
      : null;
  const heads = ["choice", "weighted", "post-stratified", "difference"] as const;
  const rows = context.choices.map((choice) =>
    row(
      context,
      html`${markBesideName(choice.look)}<bdi>${choice.name}</bdi>`,
      (of) => of?.shares[choice.position] ?? null,
    ),
  );
  const turnout = row(context, html`${messages.text("replay.page-turnout")}`, (of) => of?.turnout ?? null);
  return html`<section aria-labelledby="two">${title}<p class="reading">${headline}</p>${reason}<table class="two stacked" role="table"><caption class="unseen">${messages.text(
    "replay.page-two-title",
  )}</caption><thead role="rowgroup"><tr role="row">${heads.map(
    (head) =>
      html`<th scope="col" role="columnheader" class="${head === "choice" ? "" : "figure"}">${messages.text(`replay.page-${head}`)}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows}${turnout}</tbody></table></section>`;
}

function row(
  context: PageContext,
  name: Html,
  of: (estimate: QuickCountEstimate | null) => RatioEstimate | null,
): Html {
  const { last, messages, format } = context;
  const weighted = of(last?.weighted ?? null);
  const adjusted = of(last?.postStratified ?? null);
  const shown = (estimate: RatioEstimate | null): Html =>
    estimate === null
      ? html`<span class="none">${messages.text("replay.page-not-computable")}</span>`
      : html`${format.percent(estimate.estimate, 2)}<span class="under">${format.interval(estimate, 2)}</span>`;
  const moved = weighted && adjusted ? format.signedPoints(adjusted.estimate - weighted.estimate, 2) : "–";
  return html`<tr role="row"><th scope="row" role="rowheader">${name}</th><td role="cell" class="figure">${shown(weighted)}</td><td role="cell" class="figure">${shown(
    adjusted,
  )}</td><td role="cell" class="figure">${moved}</td></tr>`;
}
