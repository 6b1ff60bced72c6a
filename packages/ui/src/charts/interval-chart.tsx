import type { ReactNode } from "react";
import "./charts.css";
import { choiceClass, Mark, Swatch } from "./marks.tsx";
import { linearScale, type Scale } from "./scales.ts";
import { useWidth } from "./use-width.ts";

/** A share with its interval, as fractions of 1; `figure` is `null` when it cannot be computed. */
export type IntervalRow = {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly figure: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  /** A word or two under the figure, such as what would change it. */
  readonly note?: ReactNode;
};

export type IntervalWords = {
  readonly caption: string;
  readonly name: string;
  readonly value: string;
  readonly plot: string;
  readonly none: string;
};

const HEIGHT = 34;

/**
 * Shares with their intervals: a table that is also the drawing, so every mark stands beside its name and figure.
 *
 * @property from `zero` for shares, which are lengths; `data` for a lead, whose zero line is drawn
 */
export function IntervalChart({
  rows,
  words,
  format,
  formatInterval,
  formatTick = format,
  from = "zero",
}: {
  readonly rows: readonly IntervalRow[];
  readonly words: IntervalWords;
  readonly format: (value: number) => string;
  readonly formatInterval: (low: number, high: number) => string;
  readonly formatTick?: (value: number) => string;
  readonly from?: "zero" | "data";
}) {
  const [element, width] = useWidth<HTMLDivElement>();
  const scale = scaleOf(rows, from, width);
  return (
    <table className="interval-table">
      <caption className="unseen">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col" className="interval-value">
            {words.value}
          </th>
          <th scope="col" className="interval-plot">
            {words.plot}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row.id}>
            <th scope="row" className="interval-name">
              <Swatch place={row.place} />
              <bdi>{row.name}</bdi>
            </th>
            <td className="interval-value">
              {row.figure === null ? (
                <span className="interval-none">{words.none}</span>
              ) : (
                <>
                  <span className="interval-big">{format(row.figure.estimate)}</span>
                  <span className="interval-under">{formatInterval(row.figure.low, row.figure.high)}</span>
                </>
              )}
              {row.note === undefined ? null : <span className="interval-under">{row.note}</span>}
            </td>
            <td className="interval-plot">
              <div ref={i === 0 ? element : undefined}>
                <Plot
                  row={row}
                  scale={scale}
                  width={width}
                  withTicks={i === rows.length - 1}
                  format={formatTick}
                />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function scaleOf(rows: readonly IntervalRow[], from: "zero" | "data", width: number): Scale {
  const values = rows.flatMap(({ figure }) => (figure === null ? [] : [figure.low, figure.high]));
  const most = Math.max(...values, from === "zero" ? 0.1 : 0);
  const least = from === "zero" ? 0 : Math.min(...values, 0);
  const air = (most - least) * 0.06;
  const bounds = [from === "zero" ? 0 : least - air, Math.min(1, most + air)] as const;
  return linearScale(bounds, [8, width - 14], width < 320 ? 3 : 5);
}

function Plot({
  row: { figure, place },
  scale,
  width,
  withTicks,
  format,
}: {
  readonly row: IntervalRow;
  readonly scale: Scale;
  readonly width: number;
  readonly withTicks: boolean;
  readonly format: (value: number) => string;
}) {
  const middle = HEIGHT / 2;
  const height = withTicks ? HEIGHT + 18 : HEIGHT;
  return (
    <svg
      className="drawing"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          className={Math.abs(tick) < 1e-9 ? "axis-line" : "grid-line"}
          x1={scale.at(tick)}
          x2={scale.at(tick)}
          y1={-9}
          y2={HEIGHT + 9}
        />
      ))}
      {figure === null ? null : (
        <g className={choiceClass(place)}>
          <rect
            className="band"
            x={scale.at(figure.low)}
            y={middle - 8}
            width={Math.max(1, scale.at(figure.high) - scale.at(figure.low))}
            height={16}
          />
          <path
            className="whisker"
            d={`M${scale.at(figure.low)} ${middle - 8}v16M${scale.at(figure.high)} ${middle - 8}v16`}
          />
          <Mark place={place} x={scale.at(figure.estimate)} y={middle} />
        </g>
      )}
      {withTicks
        ? scale.ticks.map((tick) => (
            <text key={tick} className="tick" x={scale.at(tick)} y={HEIGHT + 17} textAnchor="middle">
              {format(tick)}
            </text>
          ))
        : null}
    </svg>
  );
}
