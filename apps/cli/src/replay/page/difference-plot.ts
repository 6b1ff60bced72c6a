import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import { linearScale, round, type Scale } from "./chart-frame.ts";
import { mark } from "./mark-shapes.ts";
import type { PageFormat } from "./page-format.ts";

/** Estimate with its interval, less the file's own figure; fractions of 1. */
export type Deviation = { readonly estimate: number; readonly low: number; readonly high: number };

const WIDTH = 260;
const EDGE = 14;

/** One scale for all rows, with the file's own figure (no difference) in the middle. */
export function differenceScale(deviations: readonly Deviation[]): Scale {
  const furthest = deviations.reduce(
    (most, { low, high }) => Math.max(most, Math.abs(low), Math.abs(high)),
    0.001,
  );
  return linearScale(-furthest, furthest, EDGE, WIDTH - EDGE);
}

/** Interval as a bar across the line of the file's own figure. The table's words say the same. */
export function differencePlot({ estimate, low, high }: Deviation, scale: Scale, look: number): Html {
  const [from, to] = [round(scale.place(low)), round(scale.place(high))];
  const zero = scale.place(0);
  return html`<svg class="difference choice-${look}" viewBox="0 0 ${WIDTH} 28" aria-hidden="true" focusable="false"><line
    class="file-total" x1="${zero}" x2="${zero}" y1="0" y2="28"/><rect class="band" x="${from}" y="8" width="${round(
      to - from,
    )}" height="12"/><path class="ends" d="M${from} 6V22M${to} 6V22"/>${mark(look, scale.place(estimate), 14, 4.5)}</svg>`;
}

/** Heading of the plots' column: the ends of the scale and its middle. */
export function plotAxis(scale: Scale, format: PageFormat): Html {
  const tick = (value: number, anchor: string): Html =>
    html`<text x="${round(scale.place(value))}" y="12" text-anchor="${anchor}">${format.signedPoints(value)}</text>`;
  return html`<svg class="difference" viewBox="0 0 ${WIDTH} 16" font-size="12" aria-hidden="true" focusable="false">${tick(
    scale.from * 0.9,
    "middle",
  )}${tick(0, "middle")}${tick(scale.to * 0.9, "middle")}</svg>`;
}
