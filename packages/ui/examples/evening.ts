/** A made-up evening for the examples; nothing in it is real. */
const NAMES = [
  "Movimiento Tierra Clara",
  "Alianza Faro Cívico",
  "Unión El Molino",
  "Concertación Dos Orillas",
];
const ENDS = [0.3858, 0.2697, 0.1686, 0.0959];
const TAKES = 19;

export const TIMES = Array.from({ length: TAKES }, (_, i) => Date.UTC(2027, 2, 7, 22) + i * 600_000);

export const SERIES = NAMES.map((name, place) => ({
  id: name,
  name,
  place,
  points: TIMES.map((_, i) => {
    if (i < 2) return null;
    const half = 0.055 / Math.sqrt(i - 0.5);
    const estimate = (ENDS[place] ?? 0) + 0.03 * Math.sin(i * 1.3 + place) * Math.exp(-i / 4);
    return { estimate, low: Math.max(0, estimate - half), high: estimate + half };
  }),
}));

export const ROWS = SERIES.map(({ id, name, place, points }) => ({
  id,
  name,
  place,
  figure: points.at(-1) ?? null,
}));

export const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
export const tick = (value: number): string => `${Math.round(100 * value)}%`;
export const clock = (instant: number): string => new Date(instant).toISOString().slice(11, 16);
