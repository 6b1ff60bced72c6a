import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { PageFormat } from "./page-format.ts";

/**
 * One drawing of a chart. Each is drawn twice, since text inside a drawing shrinks with it: for screens and
 * paper, and for phones.
 *
 * @property text font size in the units of the drawing
 */
export type ChartSize = {
  readonly name: "wide" | "narrow";
  readonly width: number;
  readonly height: number;
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly text: number;
  readonly mostTicks: number;
};

export const WIDE: ChartSize = {
  name: "wide",
  width: 1000,
  height: 500,
  margin: { top: 16, right: 262, bottom: 52, left: 58 },
  text: 15,
  mostTicks: 9,
};
export const NARROW: ChartSize = {
  name: "narrow",
  width: 340,
  height: 380,
  margin: { top: 12, right: 122, bottom: 44, left: 40 },
  text: 12.5,
  mostTicks: 4,
};

/** A value's place in the drawing, and the values at both ends. */
export type Scale = { readonly place: (value: number) => number; readonly from: number; readonly to: number };

export function linearScale(from: number, to: number, start: number, end: number): Scale {
  const span = to - from || 1;
  return { place: (value) => start + ((value - from) / span) * (end - start), from, to };
}

/** Horizontal scale over the takes' instants; a single take stands in the middle of ten minutes. */
export function timeScale(instants: readonly number[], { width, margin }: ChartSize): Scale {
  const first = instants[0] ?? 0;
  const last = instants.at(-1) ?? first;
  const pad = first === last ? 5 * MINUTE : 0;
  return linearScale(first - pad, last + pad, margin.left, width - margin.right);
}

const MINUTE = 60_000;
const TIME_STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880].map((minutes) => minutes * MINUTE);
const SHARE_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];

/** Multiples of a round step inside the scale, counted so that round hours are round on the mission's clock. */
export function timeTicks(scale: Scale, most: number, offset: number): number[] {
  const step = TIME_STEPS.find((one) => (scale.to - scale.from) / one <= most) ?? 5760 * MINUTE;
  return multiples(scale.from + offset, scale.to + offset, step).map((tick) => tick - offset);
}

export function shareTicks(
  from: number,
  to: number,
): { readonly ticks: number[]; readonly decimals: number } {
  const step = SHARE_STEPS.find((one) => (to - from) / one <= 6) ?? 0.25;
  return { ticks: multiples(from, to, step), decimals: step < 0.01 ? 1 : 0 };
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.max(0, Math.floor(to / step + 1e-9) - first + 1);
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/** Milliseconds by which the mission's clock is ahead of UTC at an instant. */
export function clockOffset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE;
  return sign === "-" ? -size : size;
}

/** Axes with their grid: shares up, time along. */
export function axes(
  size: ChartSize,
  x: Scale,
  y: Scale,
  format: PageFormat,
  clock: { readonly offset: number; readonly label: string },
): Html {
  const { margin, width, height, mostTicks, text } = size;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const { ticks, decimals } = shareTicks(y.from, y.to);
  const shares = ticks.map((tick) => {
    const at = round(y.place(tick));
    return html`<line class="grid" x1="${margin.left}" x2="${right}" y1="${at}" y2="${at}"/><text class="tick" x="${
      margin.left - 6
    }" y="${round(at + text * 0.35)}" text-anchor="end">${format.percent(tick, decimals)}</text>`;
  });
  const times = timeTicks(x, mostTicks, clock.offset).map((tick) => {
    const at = round(x.place(tick));
    const midnight = (tick + clock.offset) % (1440 * MINUTE) === 0;
    const label = midnight ? format.shortDay(tick) : format.time(tick);
    return html`<line class="axis" x1="${at}" x2="${at}" y1="${bottom}" y2="${bottom + 5}"/><text class="tick" x="${at}" y="${round(
      bottom + 8 + text,
    )}" text-anchor="middle">${label}</text>`;
  });
  const middle = (margin.left + right) / 2;
  return html`<g>${shares}<line class="axis" x1="${margin.left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${times}<text
    class="tick" x="${middle}" y="${height - 4}" text-anchor="middle">${clock.label}</text></g>`;
}

/** Coordinates with one decimal: finer than a screen, and a third of the bytes. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
