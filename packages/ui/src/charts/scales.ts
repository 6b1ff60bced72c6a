/** From a value to a place on the drawing. */
export type Scale = {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
  readonly low: number;
  readonly high: number;
};

/**
 * A linear scale whose ticks are round numbers.
 *
 * @param wanted about how many ticks
 */
export function linearScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  wanted: number,
): Scale {
  const span = high - low || 1;
  const step = roundStep(span / Math.max(1, wanted));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  return { at: (value) => round(from + ((value - low) / span) * (to - from)), ticks, low, high };
}

const HOUR = 3_600_000;
const TIME_STEPS = [HOUR / 12, HOUR / 6, HOUR / 4, HOUR / 2, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 24 * HOUR];

/**
 * A scale of instants whose ticks are full hours and quarters of the mission's own clock.
 *
 * @param offset milliseconds that the mission's clock is ahead of UTC
 */
export function timeScale(
  [first, last]: readonly [number, number],
  [from, to]: readonly [number, number],
  wanted: number,
  offset: number,
): Scale {
  const span = Math.max(last - first, 60_000);
  const step = TIME_STEPS.find((one) => span / one <= wanted) ?? 24 * HOUR;
  const begin = Math.ceil((first + offset) / step) * step - offset;
  const count = Math.max(0, Math.floor((first + span - begin) / step) + 1);
  const ticks = Array.from({ length: count }, (_, i) => begin + i * step);
  return {
    at: (value) => round(from + ((value - first) / span) * (to - from)),
    ticks,
    low: first,
    high: first + span,
  };
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  if (lead <= 1) return power;
  if (lead <= 2) return 2 * power;
  return lead <= 5 ? 5 * power : 10 * power;
}

/** Tenths of a pixel are enough. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/**
 * Moves labels apart so that none covers another: each is at least `distance` from the next, all stay between the
 * bounds, and their order is kept.
 */
export function placesApart(
  wanted: readonly number[],
  distance: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = wanted.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  const placed: number[] = [];
  for (const { place } of order) {
    const before = placed.at(-1);
    placed.push(Math.max(low, before === undefined ? place : Math.max(place, before + distance)));
  }
  let limit = high;
  for (let i = placed.length - 1; i >= 0; i -= 1) {
    placed[i] = Math.min(placed[i] ?? high, limit);
    limit = (placed[i] ?? high) - distance;
  }
  const answer = Array.from({ length: wanted.length }, () => 0);
  order.forEach(({ i }, rank) => {
    answer[i] = round(placed[rank] ?? 0);
  });
  return answer;
}
