import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { ChartSize } from "./chart-frame.ts";
import { axes, clockOffset, linearScale, round, timeScale } from "./chart-frame.ts";
import { clockLabel } from "./clock-label.ts";
import type { PageContext } from "./page-context.ts";

/** Share of the sample that has arrived, over the takes, with the plan's floor. */
export function coverageChart(
  context: PageContext,
  from: ChartSize,
  title: string,
  description: string,
): Html {
  const { record, format, messages } = context;
  const size: ChartSize = { ...from, height: Math.round(from.height * (from.name === "wide" ? 0.55 : 0.65)) };
  const { width, height, margin, text, name } = size;
  const x = timeScale(
    record.takes.map((take) => take.at),
    size,
  );
  const y = linearScale(0, 1, height - margin.bottom, margin.top);
  const first = record.takes[0]?.at ?? 0;
  const label = clockLabel(context, size);
  const points = record.takes.map((take) => ({
    x: round(x.place(take.at)),
    y: round(y.place(take.coverage)),
    take,
  }));
  const path = points.map((point) => `${point.x} ${point.y}`).join("L");
  const end = points.at(-1);
  const floor = round(y.place(record.plan.gate.coverage));
  const floorWords = messages.text("replay.page-plan-floor", {
    floor: format.percent(record.plan.gate.coverage, 0),
  });
  const left = width - margin.right + 14;
  const endWords = end
    ? html`<text class="strong" x="${left}" y="${round(end.y + text * 0.35)}">${format.percent(end.take.coverage)}</text><text
        class="name" x="${left}" y="${round(end.y + text * 1.6)}">${messages.text("replay.page-of-sample")}</text>`
    : null;
  const id = `coverage-${name}`;
  return html`<svg class="${name}" viewBox="0 0 ${width} ${height}" font-size="${text}" role="img"
    aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc
    id="${id}-description">${description}</desc>${axes(size, x, y, format, { offset: clockOffset(first, record.timeZone), label })}
    <g class="coverage"><path class="band" d="M${path}L${end?.x ?? 0} ${height - margin.bottom}L${points[0]?.x ?? 0} ${
      height - margin.bottom
    }Z"/><path class="line" d="M${path}"/><g class="marks">${points.map((point) => html`<circle cx="${point.x}" cy="${point.y}" r="2.2"/>`)}</g></g>
    <line class="floor" x1="${margin.left}" x2="${width - margin.right}" y1="${floor}" y2="${floor}"/><text class="plan-words"
    x="${margin.left + 6}" y="${round(floor - 5)}">${floorWords}</text>${endWords}</svg>`;
}
