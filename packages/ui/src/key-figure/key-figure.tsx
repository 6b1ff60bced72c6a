import type { ReactNode } from "react";
import "./key-figure.css";

/** Key figures beside each other, each under its rule. */
export function KeyFigures({ children }: { readonly children: ReactNode }) {
  return <dl className="key-figures">{children}</dl>;
}

/**
 * One figure with what makes it honest.
 *
 * @property value `null` when it cannot be computed: then `none` says so in words, never 0
 * @property margin its interval
 * @property source from what it comes: of how many, at what time
 */
export function KeyFigure({
  label,
  value,
  none = "",
  margin,
  source,
  meter,
}: {
  readonly label: ReactNode;
  readonly value: string | null;
  readonly none?: string;
  readonly margin?: ReactNode;
  readonly source?: ReactNode;
  readonly meter?: ReactNode;
}) {
  return (
    <div className="key-figure">
      <dt>{label}</dt>
      <dd>
        <span className={value === null ? "key-figure-none" : "key-figure-value"}>{value ?? none}</span>
        {margin === undefined ? null : <span className="key-figure-margin">{margin}</span>}
        {meter}
        {source === undefined ? null : <span className="key-figure-source">{source}</span>}
      </dd>
    </div>
  );
}

/**
 * A part of a whole as a bar; the figure beside it says the same in words, so a screen reader is spared it.
 *
 * @property part fraction of 1
 * @property floor fraction that is asked for, drawn as a line; below it the bar changes its colour
 */
export function Meter({ part, floor }: { readonly part: number; readonly floor?: number }) {
  const isShort = floor !== undefined && part < floor;
  return (
    <svg className="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="meter-all" width="100" height="8" />
      <rect className={isShort ? "meter-short" : "meter-part"} width={100 * Math.min(1, part)} height="8" />
      {floor === undefined ? null : (
        <>
          <line className="meter-floor-edge" x1={100 * floor} x2={100 * floor} y1="0" y2="8" />
          <line className="meter-floor" x1={100 * floor} x2={100 * floor} y1="0" y2="8" />
        </>
      )}
    </svg>
  );
}
