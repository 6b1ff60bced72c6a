import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { RatioEstimate } from "@veedor/statistics";
import { differencePlot, differenceScale, plotAxis } from "./difference-plot.ts";
import { cautionLine } from "./heading.ts";
import { insideWord } from "./inside-word.ts";
import { keyFigures } from "./key-figures.ts";
import { markBesideName } from "./mark-shapes.ts";
import { methodSentence } from "./method-sentence.ts";
import type { PageChoice, PageContext } from "./page-context.ts";
import { shareAt } from "./page-context.ts";

/** The last take's figures beside the file's own totals. */
export function finalFigures(context: PageContext): Html {
  const { messages } = context;
  const title = html`<h2 id="final">${messages.text("replay.page-final-title")}</h2>`;
  return html`<section aria-labelledby="final">${title}${sharesTable(context)}${missSentence(context)}${keyFigures(
    context,
  )}${methodSentence(context)}${cautionLine(context)}</section>`;
}

function sharesTable(context: PageContext): Html {
  const { choices, last, messages, format, record } = context;
  const scale = differenceScale(choices.flatMap((choice) => deviation(shareAt(last, choice), choice) ?? []));
  const heads = html`<tr role="row"><th scope="col" role="columnheader">${messages.text("replay.page-choice")}</th><th scope="col" role="columnheader" class="figure">${messages.text(
    "replay.page-estimate-with-interval",
    { level: format.percent(record.plan.level, 0) },
  )}</th><th scope="col" role="columnheader" class="figure">${messages.text("replay.page-file-total")}</th><th scope="col" role="columnheader" class="plot">${messages.text(
    "replay.page-estimate-less-file",
  )}${plotAxis(scale, format)}</th></tr>`;
  const rows = choices.map((choice) => {
    const share = shareAt(last, choice);
    const away = deviation(share, choice);
    const estimate = share
      ? html`<span class="big">${format.percent(share.estimate, 2)}</span><span class="under">${format.interval(share, 2)}</span>`
      : html`<span class="none">${messages.text("replay.page-not-computable")}</span>`;
    const truth =
      choice.truth === null
        ? html`<span class="none">${messages.text("replay.page-not-in-file")}</span>`
        : html`<span class="big">${format.percent(choice.truth, 2)}</span>${insideWord(context, share, choice.truth)}`;
    return html`<tr role="row"><th scope="row" role="rowheader">${markBesideName(choice.look)}<bdi>${choice.name}</bdi></th><td role="cell" class="figure">${estimate}</td><td
      role="cell" class="figure">${truth}</td><td role="cell" class="plot">${away ? differencePlot(away, scale, choice.look) : null}</td></tr>`;
  });
  const caption = html`<caption>${messages.text(`replay.page-shares-of-${record.plan.denominator}`)}</caption>`;
  return html`<table class="shares stacked" role="table">${caption}<thead role="rowgroup">${heads}</thead><tbody role="rowgroup">${rows}</tbody></table>`;
}

/** Estimate and interval less the file's own share. */
function deviation(share: RatioEstimate | null, choice: PageChoice) {
  if (share === null || choice.truth === null) return null;
  const { truth } = choice;
  return { estimate: share.estimate - truth, low: share.low - truth, high: share.high - truth };
}

/** A plain sentence on the intervals that miss. */
function missSentence(context: PageContext): Html | null {
  const { choices, last, messages, format, record } = context;
  const compared = choices.flatMap((choice) => {
    const share = shareAt(last, choice);
    return share === null || choice.truth === null ? [] : [{ choice, share, truth: choice.truth }];
  });
  if (compared.length === 0) return null;
  const missed = compared.filter(({ share, truth }) => truth < share.low || truth > share.high);
  if (missed.length === 0)
    return html`<p class="misses">${messages.text("replay.page-none-missed", { count: compared.length })}</p>`;
  const names = missed.map(({ choice, share, truth }) => {
    const by = format.points(truth < share.low ? share.low - truth : truth - share.high, 2);
    return messages.text("replay.page-missed-by", { choice: choice.name, points: by });
  });
  const values = {
    missed: missed.length,
    count: compared.length,
    names: format.list(names),
    miss: format.percent(1 - record.plan.level, 0),
  };
  return html`<p class="misses missed"><strong>${messages.text("replay.page-missed", values)}</strong> ${messages.text(
    "replay.page-missed-expected",
    values,
  )}</p>`;
}
