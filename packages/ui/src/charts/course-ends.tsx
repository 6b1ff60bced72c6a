import type { CourseSeries, Size } from "./course-parts.tsx";
import { BOTTOM, TOP } from "./course-parts.tsx";
import { choiceClass, Mark } from "./marks.tsx";
import { placesApart, type Scale } from "./scales.ts";

/** At the chosen take, a mark on each line; in the margin the choice's name and share, moved apart. */
export function Ends({
  series,
  take,
  at,
  y,
  size,
  formatShare,
}: {
  readonly series: readonly CourseSeries[];
  readonly take: number;
  readonly at: number;
  readonly y: Scale;
  readonly size: Size;
  readonly formatShare: (value: number) => string;
}) {
  const shown = series.flatMap((one) => {
    const point = one.points[take] ?? null;
    return point === null ? [] : [{ ...one, estimate: point.estimate, wanted: y.at(point.estimate) }];
  });
  const inside = ({ wanted }: { readonly wanted: number }) =>
    wanted >= TOP - 1 && wanted <= size.height - BOTTOM + 1;
  const places = placesApart(
    shown.map(({ wanted }) => wanted),
    size.isNarrow ? 18 : 21,
    [TOP + 4, size.height - BOTTOM - 2],
  );
  const edge = size.width - size.right;
  return (
    <>
      {shown.map((one, i) => {
        const place = places[i] ?? one.wanted;
        const clamped = Math.max(TOP, Math.min(size.height - BOTTOM, one.wanted));
        const room = Math.floor((size.right - 78) / 7.2);
        const name = one.name.length > room ? `${one.name.slice(0, Math.max(1, room - 1))}…` : one.name;
        return (
          <g key={one.id} className={choiceClass(one.place)}>
            {inside(one) ? <Mark place={one.place} x={at} y={one.wanted} /> : null}
            <path className="leader" d={`M${Math.max(at, edge - 2)} ${clamped}L${edge + 8} ${place}h4`} />
            <Mark place={one.place} x={edge + 18} y={place} />
            <text className="end-share" x={edge + 28} y={place + 5}>
              {formatShare(one.estimate)}
            </text>
            {size.isNarrow ? null : (
              <text className="end-name" x={edge + 78} y={place + 5}>
                {name}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** Moves through the takes with the keyboard or a finger, and says each in words. */
export function TakeControl({
  take,
  last,
  words,
  onChoose,
}: {
  readonly take: number;
  readonly last: number;
  readonly words: { readonly takeLabel: string; readonly take: (take: number) => string };
  readonly onChoose: (take: number | null) => void;
}) {
  if (last < 1) return null;
  return (
    <div className="course-control">
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={take}
        aria-label={words.takeLabel}
        aria-valuetext={words.take(take)}
        onChange={(event) => {
          const chosen = Number(event.target.value);
          onChoose(chosen === last ? null : chosen);
        }}
      />
      <output>{words.take(take)}</output>
    </div>
  );
}
