import { useId, useState } from "react";
import "./charts.css";
import { Ends, TakeControl } from "./course-ends.tsx";
import { Axes, BOTTOM, Course, type CourseSeries, Ground, LEFT, type Size, TOP } from "./course-parts.tsx";
import { linearScale, timeScale } from "./scales.ts";
import { useWidth } from "./use-width.ts";

export type CourseWords = {
  readonly description: string;
  readonly early: string;
  readonly takeLabel: string;
  /** One take in words, for the control under the drawing. */
  readonly take: (take: number) => string;
};

/**
 * The course of the evening: for each choice a line over the takes with the band of its interval, labelled at its end.
 *
 * @property times instants of the takes, milliseconds since 1970
 * @property earlyTakes takes at the beginning whose coverage is below the plan's floor: drawn on grey
 * @property offset milliseconds that the mission's clock is ahead of UTC
 */
export function CourseChart({
  times,
  until,
  series,
  earlyTakes,
  offset,
  words,
  formatShare,
  formatTick,
  formatTime,
}: {
  readonly times: readonly number[];
  readonly until?: number;
  readonly series: readonly CourseSeries[];
  readonly earlyTakes: number;
  readonly offset: number;
  readonly words: CourseWords;
  readonly formatShare: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatTime: (instant: number) => string;
}) {
  const [element, width] = useWidth<HTMLDivElement>();
  const [chosen, choose] = useState<number | null>(null);
  const id = useId();
  const size = sizeFor(width);
  const last = times.length - 1;
  const take = Math.min(chosen ?? last, last);
  const x = timeScale(
    [times[0] ?? 0, Math.max(until ?? 0, times[last] ?? 0)],
    [LEFT, size.width - size.right],
    size.isNarrow ? 4 : 8,
    offset,
  );
  const y = linearScale(rangeOf(series, earlyTakes), [size.height - BOTTOM, TOP], 5);
  return (
    <div ref={element}>
      <svg
        className="drawing"
        width={size.width}
        height={size.height}
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-labelledby={`${id}-words`}
      >
        <title id={`${id}-words`}>{words.description}</title>
        <clipPath id={`${id}-clip`}>
          <rect x={LEFT} y={TOP} width={size.width - LEFT - size.right} height={size.height - TOP - BOTTOM} />
        </clipPath>
        <Ground times={times} earlyTakes={earlyTakes} words={words.early} x={x} size={size} />
        <Axes x={x} y={y} size={size} formatTick={formatTick} formatTime={formatTime} />
        <g clipPath={`url(#${id}-clip)`}>
          {series.map((one) => (
            <Course key={one.id} series={one} times={times} x={x} y={y} />
          ))}
        </g>
        {chosen === null ? null : (
          <line
            className="cursor-line"
            x1={x.at(times[take] ?? 0)}
            x2={x.at(times[take] ?? 0)}
            y1={TOP}
            y2={size.height - BOTTOM}
          />
        )}
        <Ends
          series={series}
          take={take}
          at={x.at(times[take] ?? 0)}
          y={y}
          size={size}
          formatShare={formatShare}
        />
      </svg>
      <TakeControl take={take} last={last} words={words} onChoose={choose} />
    </div>
  );
}

function sizeFor(width: number): Size {
  const isNarrow = width < 560;
  const height = isNarrow ? 300 : Math.max(320, Math.min(520, Math.round(width * 0.42)));
  return { width, height, right: isNarrow ? 74 : Math.min(250, Math.round(width * 0.3)), isNarrow };
}

/** The shares that the drawing must hold; early takes, whose bands are wide, may run out of it. */
function rangeOf(series: readonly CourseSeries[], earlyTakes: number): [low: number, high: number] {
  const settled = series.flatMap(({ points }) => points.slice(earlyTakes).flatMap((point) => point ?? []));
  const seen =
    settled.length > 0 ? settled : series.flatMap(({ points }) => points.flatMap((point) => point ?? []));
  if (seen.length === 0) return [0, 1];
  const least = Math.min(...seen.map(({ low }) => low));
  const most = Math.max(...seen.map(({ high }) => high));
  const air = Math.max(0.004, (most - least) * 0.05);
  return [Math.max(0, least - air), Math.min(1, most + air)];
}
