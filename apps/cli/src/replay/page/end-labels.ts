import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { ChartSize, Scale } from "./chart-frame.ts";
import { round } from "./chart-frame.ts";
import { labelPlaces } from "./label-places.ts";
import { mark } from "./mark-shapes.ts";
import type { PageChoice, PageContext } from "./page-context.ts";
import { shareAt } from "./page-context.ts";

/** Room that a letter takes, in font sizes; names that are longer than the margin are cut, tables have them whole. */
const LETTER = 0.6;

/** Shares below this are given with two decimals: one would make different choices look alike. */
const SMALL = 0.05;

/** Name, last estimate and the file's total at each line's end, in place of a legend. */
export function endLabels(
  context: PageContext,
  choices: readonly PageChoice[],
  x: Scale,
  y: Scale,
  size: ChartSize,
): Html {
  const { margin, width, height, text, name } = size;
  const ends = choices.flatMap((choice) => {
    const take = context.record.takes.findLast((one) => shareAt(one, choice) !== null);
    const share = take && shareAt(take, choice);
    return take && share
      ? [{ choice, figure: share.estimate, from: x.place(take.at), at: y.place(share.estimate) }]
      : [];
  });
  const rows = name === "wide" ? 2 : 3;
  const gap = text * (rows * 1.18 + 0.35);
  const wanted = ends.map(({ at }) => at);
  const places = labelPlaces(
    wanted,
    gap,
    margin.top + text * 0.4,
    height - margin.bottom - text * (rows - 1),
  );
  const left = width - margin.right + 14;
  const letters = Math.floor((margin.right - 30) / (text * LETTER));
  const labels = ends.map(({ choice, figure, from, at }, i) => {
    const place = places[i] ?? at;
    const leader = html`<path class="leader" d="M${round(from + 3)} ${round(at)}L${left - 2} ${round(place)}"/>`;
    const words = labelRows(context, choice, figure, size, {
      left: left + 13,
      top: place + text * 0.35,
      letters,
    });
    return html`<g class="choice-${choice.look} end-label">${leader}${mark(choice.look, left + 4, place, 4)}${words}</g>`;
  });
  return html`<g>${labels}</g>`;
}

function labelRows(
  { messages, format }: PageContext,
  { name, truth }: PageChoice,
  figure: number,
  { text, name: size }: ChartSize,
  at: { readonly left: number; readonly top: number; readonly letters: number },
): Html {
  const short = name.length > at.letters ? `${name.slice(0, at.letters - 1).trimEnd()}…` : name;
  const row = (number: number): number => round(at.top + number * text * 1.18);
  const decimals = figure < SMALL ? 2 : 1;
  const file =
    truth === null
      ? null
      : messages.text(size === "wide" ? "replay.page-file-line" : "replay.page-file-line-short", {
          share: format.percent(truth, decimals),
        });
  const title = html`<text class="name" x="${at.left}" y="${row(0)}">${short}</text>`;
  if (size === "narrow") {
    const below =
      file === null ? null : html`<text class="file-words" x="${at.left}" y="${row(2)}">${file}</text>`;
    return html`${title}<text class="strong" x="${at.left}" y="${row(1)}">${format.percent(figure, decimals)}</text>${below}`;
  }
  const beside = file === null ? null : html`<tspan class="file-words" dx="8">${file}</tspan>`;
  return html`${title}<text x="${at.left}" y="${row(1)}"><tspan class="strong">${format.percent(figure, decimals)}</tspan>${beside}</text>`;
}
