import { type Html, html } from "@veedor/markup";

const WIDTH = 240;
const HEIGHT = 18;

/**
 * An interval as a line on a scale from 0 to `largest`, with the estimate as a dot. It repeats what the row says in
 * figures, so it is not read out.
 */
export function intervalBar(
  { estimate, low, high }: { readonly estimate: number; readonly low: number; readonly high: number },
  largest: number,
): Html {
  const at = (fraction: number): string => ((Math.max(0, fraction) / largest) * (WIDTH - 10) + 5).toFixed(1);
  const middle = HEIGHT / 2;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">
    <line class="scale" x1="5" x2="${WIDTH - 5}" y1="${middle}" y2="${middle}" />
    <line class="interval" x1="${at(low)}" x2="${at(high)}" y1="${middle}" y2="${middle}" />
    <circle class="estimate" cx="${at(estimate)}" cy="${middle}" r="4.5" />
  </svg>`;
}

/** The end of the scale: the next ten points above every interval. */
export const endOfScale = (highs: readonly number[]): number =>
  Math.min(1, Math.ceil(Math.max(0.1, ...highs) * 10) / 10);
