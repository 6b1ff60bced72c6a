import type { ReactNode } from "react";
import "./charts.css";
import { Meter } from "../key-figure/key-figure.tsx";

export type CoverageRow = {
  readonly id: string;
  readonly name: string;
  readonly arrived: number;
  readonly expected: number;
  readonly note?: ReactNode;
};

/** Coverage by area or group: name, bar with the floor that is asked for, and the counts in words. */
export function CoverageBars({
  label,
  rows,
  floor,
  figures,
}: {
  readonly label: string;
  readonly rows: readonly CoverageRow[];
  readonly floor?: number;
  readonly figures: (row: CoverageRow) => ReactNode;
}) {
  return (
    <ul className="coverage-list" aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} className="coverage-row">
          <span className="coverage-name">
            <bdi>{row.name}</bdi>
          </span>
          <Meter
            part={row.expected === 0 ? 0 : row.arrived / row.expected}
            {...(floor === undefined ? {} : { floor })}
          />
          <span className="coverage-figures">{figures(row)}</span>
        </li>
      ))}
    </ul>
  );
}
