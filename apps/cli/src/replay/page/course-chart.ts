import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { Take } from "@veedor/quick-count";
import type { ChartSize, Scale } from "./chart-frame.ts";
import { axes, clockOffset, linearScale, round, timeScale } from "./chart-frame.ts";
import { clockLabel } from "./clock-label.ts";
import { courseSeries } from "./course-series.ts";
import { endLabels } from "./end-labels.ts";
import type { PageChoice, PageContext } from "./page-context.ts";
import { shareAt } from "./page-context.ts";

/** Takes with less than this coverage may run out of the picture: their bands would flatten all the others. */
const SCALED_FROM_COVERAGE = 0.25;

/** The course of the estimate: for each choice a band and a line over the takes, with the file's total beside. */
export function courseChart(
  context: PageContext,
  choices: readonly PageChoice[],
  size: ChartSize,
  names: { readonly id: string; readonly title: string; readonly description: string },
): Html {
  const { record, format } = context;
  const { width, height, margin } = size;
  const x = timeScale(
    record.takes.map((take) => take.at),
    size,
  );
  const [low, high] = shareRange(record.takes, choices);
  const y = linearScale(low, high, height - margin.bottom, margin.top);
  const id = `${names.id}-${size.name}`;
  const first = record.takes[0]?.at ?? 0;
  const label = clockLabel(context, size);
  const clock = { offset: clockOffset(first, record.timeZone), label };
  const early = earlyTime(context, x, size);
  const clip = html`<clipPath id="${id}-clip"><rect x="${margin.left}" y="${margin.top}" width="${
    width - margin.left - margin.right
  }" height="${height - margin.top - margin.bottom}"/></clipPath>`;
  return html`<svg class="${size.name}" viewBox="0 0 ${width} ${height}" font-size="${size.text}" role="img"
    aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${names.title}</title><desc
    id="${id}-description">${names.description}</desc>${clip}${early.area}${axes(size, x, y, format, clock)}
    <g clip-path="url(#${id}-clip)">${choices.map((choice) => courseSeries(record, choice, x, y))}</g>
    ${early.words}${fileTotals(choices, y, size)}${endLabels(context, choices, x, y, size)}</svg>`;
}

/** The range of shares that the drawing must hold, with a little air. */
function shareRange(takes: readonly Take[], choices: readonly PageChoice[]): [low: number, high: number] {
  const computed = takes.filter((take) => take.figures !== null);
  const settled = computed.filter((take) => take.coverage >= SCALED_FROM_COVERAGE);
  const seen = settled.length > 0 ? settled : computed;
  const values = choices.flatMap((choice) => [
    ...(choice.truth === null ? [] : [choice.truth]),
    ...seen.flatMap((take) => {
      const share = shareAt(take, choice);
      return share === null ? [] : [share.low, share.high];
    }),
  ]);
  if (values.length === 0) return [0, 1];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const air = Math.max(0.003, (most - least) * 0.06);
  return [Math.max(0, least - air), Math.min(1, most + air)];
}

/** The time before coverage reached the plan's floor: a grey area, and words that stand above the bands. */
function earlyTime(context: PageContext, x: Scale, { margin, height, width, text }: ChartSize) {
  const { takes, plan } = context.record;
  const reached = takes.find((take) => take.coverage >= plan.gate.coverage);
  const end = reached === undefined ? width - margin.right : x.place(reached.at);
  const span = end - margin.left;
  if (takes.length === 0 || span < 1) return { area: null, words: null };
  const area = html`<rect class="early" x="${margin.left}" y="${margin.top}" width="${round(span)}" height="${
    height - margin.top - margin.bottom
  }"/>`;
  const floor = context.format.percent(plan.gate.coverage, 0);
  const words = context.messages.text("replay.page-early-area", { floor });
  const roomy = span > words.length * text * 0.52;
  const caption = html`<text class="early-words" x="${margin.left + 6}" y="${margin.top + text + 2}">${words}</text>`;
  return { area, words: roomy ? caption : null };
}

/** The file's own totals as dashed lines; their figures stand at the lines' ends. */
function fileTotals(choices: readonly PageChoice[], y: Scale, { margin, width }: ChartSize): Html {
  const shown = choices.flatMap(({ truth }) => (truth === null ? [] : [round(y.place(truth))]));
  const lines = shown.map(
    (at) =>
      html`<line class="file-total" x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}"/>`,
  );
  return html`<g>${lines}</g>`;
}
