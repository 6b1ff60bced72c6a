import { requireInteger, StatisticsError } from "../statistics-error.ts";

/** A column of whole numbers, one a station. */
export type Counts = ArrayLike<number>;

/** Checks a column of counts: whole numbers, 0 or more, none missing, at least one. */
export function requireCounts(argument: string, counts: Counts): void {
  if (counts.length === 0) throw new StatisticsError("empty", argument, "[]", "must hold at least one count");
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    // The fast way for what is right; the slow one finds the words for what is not.
    if (typeof count === "number" && count >= 0 && Number.isSafeInteger(count)) continue;
    requireInteger(`${argument}[${i}]`, count);
  }
}

/** Checks that a column has one entry for each station. */
export function requireLength(argument: string, values: { readonly length: number }, stations: number): void {
  if (values.length === stations) return;
  throw new StatisticsError(
    "length-mismatch",
    argument,
    values.length,
    `must have ${stations} entries, one a station`,
  );
}

/**
 * Checks that the part never exceeds the whole, station by station: a count of 0 or more, at most the whole's.
 *
 * @param part name and column of the part (`ballots`)
 * @param whole name and column of the whole (`registered`), already checked
 */
export function requireWithin(part: readonly [string, Counts], whole: readonly [string, Counts]): void {
  const [argument, counts] = part;
  const [wholeArgument, wholes] = whole;
  requireCounts(argument, counts);
  requireLength(argument, counts, wholes.length);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! <= wholes[i]!) continue;
    throw new StatisticsError(
      "impossible",
      `${argument}[${i}]`,
      counts[i],
      `must not exceed ${wholeArgument}[${i}]`,
    );
  }
}

/** Checks a list of numbers: finite, at least `least` of them. */
export function requireSample(argument: string, values: ArrayLike<number>, least = 1): void {
  if (values.length < least)
    throw new StatisticsError("empty", argument, values.length, `must hold at least ${least} numbers`);
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new StatisticsError("not-a-number", `${argument}[${i}]`, values[i], "must be a finite number");
  }
}

/** Checks a probability, p-value or share: from 0 to 1. */
export function requireProbabilities(argument: string, values: ArrayLike<number>): void {
  requireSample(argument, values);
  for (let i = 0; i < values.length; i++) {
    if (values[i]! >= 0 && values[i]! <= 1) continue;
    throw new StatisticsError("out-of-range", `${argument}[${i}]`, values[i], "must lie from 0 to 1");
  }
}
