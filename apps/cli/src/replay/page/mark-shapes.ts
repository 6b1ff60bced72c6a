import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import { round } from "./chart-frame.ts";

/** Outlines around (0, 0): the shape says which choice a mark belongs to where its colour is not seen. */
const OUTLINES = [
  "",
  "M-1-1H1V1H-1Z",
  "M0-1.4L1.4 0L0 1.4L-1.4 0Z",
  "M0-1.3L1.3 1H-1.3Z",
  "M0 1.3L1.3-1H-1.3Z",
  "M-.4-1.3H.4V-.4H1.3V.4H.4V1.3H-.4V.4H-1.3V-.4H-.4Z",
  "M-1.3-.6H1.3V.6H-1.3Z",
  "M-.6-1.3H.6V1.3H-.6Z",
];

/** The mark of a choice, by the number of its look (1 to 8; 0 and 1 are a circle). */
export function mark(look: number, x: number, y: number, radius: number): Html {
  const outline = OUTLINES[look - 1] ?? "";
  if (outline === "") return html`<circle cx="${round(x)}" cy="${round(y)}" r="${radius}"/>`;
  return html`<path d="${outline}" transform="translate(${round(x)} ${round(y)}) scale(${radius})"/>`;
}

/** The mark alone, to stand before a choice's name in a table. */
export function markBesideName(look: number): Html {
  return html`<svg class="swatch choice-${look}" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">${mark(look, 0, 0, 5)}</svg>`;
}
