import { choiceClass } from "./marks.tsx";
import type { Scale } from "./scales.ts";

/** A choice over the takes; `null` where nothing could be computed, which leaves a gap. */
export type CourseSeries = {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly points: readonly ({
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
  } | null)[];
};

/** Size of the drawing in pixels; `right` is the room for labels. */
export type Size = {
  readonly width: number;
  readonly height: number;
  readonly right: number;
  readonly isNarrow: boolean;
};

/** Room for the shares at the left, above, and for the clock below. */
export const LEFT = 48;
export const TOP = 14;
export const BOTTOM = 30;

/** The time before coverage reached the plan's floor, in grey. */
export function Ground({
  times,
  earlyTakes,
  words,
  x,
  size,
}: {
  readonly times: readonly number[];
  readonly earlyTakes: number;
  readonly words: string;
  readonly x: Scale;
  readonly size: Size;
}) {
  if (earlyTakes === 0) return null;
  const end = earlyTakes < times.length ? x.at(times[earlyTakes] ?? 0) : x.at(times.at(-1) ?? 0);
  return (
    <>
      <rect
        className="early"
        x={LEFT}
        y={TOP}
        width={Math.max(0, end - LEFT)}
        height={size.height - TOP - BOTTOM}
      />
      {end - LEFT > words.length * 6.4 ? (
        <text className="early-words" x={LEFT + 6} y={TOP + 16}>
          {words}
        </text>
      ) : null}
    </>
  );
}

/** Shares upwards, the mission's clock to the right. */
export function Axes({
  x,
  y,
  size,
  formatTick,
  formatTime,
}: {
  readonly x: Scale;
  readonly y: Scale;
  readonly size: Size;
  readonly formatTick: (value: number) => string;
  readonly formatTime: (instant: number) => string;
}) {
  const right = size.width - size.right;
  const bottom = size.height - BOTTOM;
  return (
    <>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid-line" x1={LEFT} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
          <text className="tick" x={LEFT - 7} y={y.at(tick) + 4} textAnchor="end">
            {formatTick(tick)}
          </text>
        </g>
      ))}
      <line className="axis-line" x1={LEFT} x2={right} y1={bottom} y2={bottom} />
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line className="axis-line" x1={x.at(tick)} x2={x.at(tick)} y1={bottom} y2={bottom + 5} />
          <text className="tick" x={x.at(tick)} y={bottom + 20} textAnchor="middle">
            {formatTime(tick)}
          </text>
        </g>
      ))}
    </>
  );
}

/** Line and band of one choice, with a gap where nothing could be computed. */
export function Course({
  series,
  times,
  x,
  y,
}: {
  readonly series: CourseSeries;
  readonly times: readonly number[];
  readonly x: Scale;
  readonly y: Scale;
}) {
  const runs = runsOf(series.points);
  return (
    <g className={choiceClass(series.place)}>
      {runs.map((run) => {
        const places = run.map((i) => ({
          at: x.at(times[i] ?? 0),
          point: series.points[i] ?? { estimate: 0, low: 0, high: 0 },
        }));
        const line = places.map(({ at, point }) => `${at} ${y.at(point.estimate)}`).join("L");
        const above = places.map(({ at, point }) => `${at} ${y.at(point.high)}`);
        const below = places.map(({ at, point }) => `${at} ${y.at(point.low)}`).reverse();
        return (
          <g key={run[0]}>
            <path className="band" d={`M${[...above, ...below].join("L")}Z`} />
            <path className="course" d={`M${line}`} />
          </g>
        );
      })}
    </g>
  );
}

/** Positions of points that follow each other without a gap. */
function runsOf(points: CourseSeries["points"]): number[][] {
  const runs: number[][] = [];
  points.forEach((point, i) => {
    if (point === null) return;
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === i - 1) run.push(i);
    else runs.push([i]);
  });
  return runs;
}
