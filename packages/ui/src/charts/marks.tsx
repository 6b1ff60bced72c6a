/** Each choice has a shape beside its colour, in this order; the ninth and later share the last. */
const SHAPES = [
  "M0-5a5 5 0 1 0 .01 0z",
  "M-4.4-4.4h8.8v8.8h-8.8z",
  "M0-6 6 0 0 6-6 0z",
  "M0-5.6 5.6 4.4h-11.2z",
  "M0 5.6 5.6-4.4h-11.2z",
  "M-1.9-5.5h3.8v3.6h3.6v3.8h-3.6v3.6h-3.8v-3.6h-3.6v-3.8h3.6z",
  "M-5.4-2.2h10.8v4.4h-10.8z",
  "M-2.2-5.4h4.4v10.8h-4.4z",
] as const;

/** Class of a choice's colour: eight colours, then grey. */
export function choiceClass(place: number): string {
  return place < SHAPES.length ? `choice-${place + 1}` : "choice-other";
}

/** The mark of a choice inside a drawing. */
export function Mark({ place, x, y }: { readonly place: number; readonly x: number; readonly y: number }) {
  return (
    <path
      className={`mark ${choiceClass(place)}`}
      d={SHAPES[Math.min(place, SHAPES.length - 1)]}
      transform={`translate(${x} ${y})`}
    />
  );
}

/** The mark of a choice before its name in text. */
export function Swatch({ place }: { readonly place: number }) {
  return (
    <svg className="swatch" viewBox="-7 -7 14 14" aria-hidden="true">
      <Mark place={place} x={0} y={0} />
    </svg>
  );
}
