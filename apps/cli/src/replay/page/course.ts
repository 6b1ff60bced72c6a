import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import { NARROW, WIDE } from "./chart-frame.ts";
import { courseChart } from "./course-chart.ts";
import { coverageChart } from "./coverage-chart.ts";
import { cautionLine } from "./heading.ts";
import type { PageChoice, PageContext } from "./page-context.ts";
import { shareAt } from "./page-context.ts";
import { coverageTable, sharesTable } from "./takes-table.ts";

/** The course of the estimate, of the smaller choices apart, each with the figures behind it. */
export function course(context: PageContext): Html {
  const { leading, smaller, messages } = context;
  const drawn = smaller.slice(0, MOST_SMALL);
  const left = smaller.length - drawn.length;
  const leftSentence =
    left > 0 ? html`<p>${messages.text("replay.page-not-drawn", { count: left })}</p>` : null;
  const second =
    drawn.length === 0
      ? null
      : html`<h3>${messages.text("replay.page-smaller-title")}</h3>${courseFigure(context, drawn, "smaller")}${leftSentence}`;
  return html`<section aria-labelledby="course"><h2 id="course">${messages.text("replay.page-course-title")}</h2><p class="reading">${messages.text(
    "replay.page-course-reading",
    {
      level: context.format.percent(context.record.plan.level, 0),
      minutes: context.record.plan.takes.everyMinutes,
    },
  )}</p>${courseFigure(context, leading, "leading")}${second}</section>`;
}

/** Small choices drawn: with more, bands and labels cover each other. */
const MOST_SMALL = 5;

function courseFigure(context: PageContext, choices: readonly PageChoice[], id: "leading" | "smaller"): Html {
  const { messages, format, last } = context;
  if (!context.record.takes.some((take) => take.figures !== null)) {
    return html`<p class="none">${messages.text("replay.page-not-computable")}</p>`;
  }
  const title = messages.text(`replay.page-chart-${id}`);
  const ends = choices.flatMap((choice) => {
    const share = shareAt(last, choice);
    return share ? [`${choice.name} ${format.percent(share.estimate)} (${format.interval(share)})`] : [];
  });
  const description = messages.text("replay.page-chart-ends", {
    ends: ends.length > 0 ? format.list(ends) : "–",
  });
  const names = { id: `course-${id}`, title, description };
  return html`<figure>${courseChart(context, choices, WIDE, names)}${courseChart(context, choices, NARROW, names)}<figcaption>${cautionLine(
    context,
  )}</figcaption></figure>${sharesTable(context, choices, id)}`;
}

/** How much of the sample had arrived at each take. */
export function coverageOverTime(context: PageContext): Html {
  const { messages, format, last } = context;
  const title = messages.text("replay.page-coverage-title");
  const words = messages.text("replay.page-coverage-ends", {
    coverage: last ? format.percent(last.coverage) : "–",
    floor: format.percent(context.record.plan.gate.coverage, 0),
  });
  const charts =
    last === null
      ? null
      : html`<figure>${coverageChart(context, WIDE, title, words)}${coverageChart(context, NARROW, title, words)}</figure>`;
  return html`<section aria-labelledby="coverage"><h2 id="coverage">${title}</h2><p class="reading">${words}</p>${charts}${coverageTable(
    context,
  )}</section>`;
}
