import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { ReplayRecord } from "../record.ts";
import type { Scale } from "./chart-frame.ts";
import { round } from "./chart-frame.ts";
import { mark } from "./mark-shapes.ts";
import type { PageChoice } from "./page-context.ts";
import { shareAt } from "./page-context.ts";

type Point = { readonly x: number; readonly y: number; readonly low: number; readonly high: number };

/** Takes further apart than this many of the plan's steps are not joined: there was none between them. */
const STEPS_JOINED = 1.5;

/** Band, line and marks of one choice, broken where a take has no estimate or is missing. */
export function courseSeries(record: ReplayRecord, choice: PageChoice, x: Scale, y: Scale): Html {
  const runs = pointRuns(record, choice, x, y);
  const drawn = runs.map((run) => {
    const [only] = run;
    if (run.length === 1 && only) {
      return html`<path class="lone-interval" d="M${only.x} ${only.low}V${only.high}"/>`;
    }
    const upper = run.map((point) => `${point.x} ${point.high}`).join("L");
    const lower = [...run]
      .reverse()
      .map((point) => `${point.x} ${point.low}`)
      .join("L");
    const line = run.map((point) => `${point.x} ${point.y}`).join("L");
    return html`<path class="band" d="M${upper}L${lower}Z"/><path class="line" d="M${line}"/>`;
  });
  const every = runs.flat();
  const radius = every.length > 80 ? 1.6 : every.length > 40 ? 2.2 : 2.8;
  const marks = every.map((point) => mark(choice.look, point.x, point.y, radius));
  return html`<g class="choice-${choice.look}">${drawn}<g class="marks">${marks}</g></g>`;
}

/** Points in runs without a gap. */
function pointRuns(record: ReplayRecord, choice: PageChoice, x: Scale, y: Scale): Point[][] {
  const longest = record.plan.takes.everyMinutes * 60_000 * STEPS_JOINED;
  const runs: Point[][] = [];
  let before: number | null = null;
  for (const take of record.takes) {
    const share = shareAt(take, choice);
    if (share === null) {
      before = null;
      continue;
    }
    const point = {
      x: round(x.place(take.at)),
      y: round(y.place(share.estimate)),
      low: round(y.place(share.low)),
      high: round(y.place(share.high)),
    };
    const run = runs.at(-1);
    if (run && before !== null && take.at - before <= longest) run.push(point);
    else runs.push([point]);
    before = take.at;
  }
  return runs;
}
