/** What can be wrong with a value given to a function of this library. */
export type StatisticsErrorCode =
  | "not-a-number"
  | "not-an-integer"
  | "out-of-range"
  | "empty"
  | "length-mismatch"
  | "duplicate"
  | "unknown-name"
  | "lonely-stratum"
  | "impossible"
  | "not-computable";

/**
 * A value that a formula cannot take. Thrown before anything is computed.
 *
 * @property code what is wrong, one of {@link StatisticsErrorCode}
 * @property argument which argument, as a path (`strata[3].size`)
 * @property received what stood there, shortened
 * @property expected what would be right, in words for a developer; texts for users stand elsewhere, by code
 */
export class StatisticsError extends Error {
  override readonly name = "StatisticsError";
  readonly code: StatisticsErrorCode;
  readonly argument: string;
  readonly received: string;
  readonly expected: string;

  constructor(code: StatisticsErrorCode, argument: string, received: unknown, expected: string) {
    const shown = String(received).slice(0, 80);
    super(`${argument}: ${expected} (received ${shown})`);
    this.code = code;
    this.argument = argument;
    this.received = shown;
    this.expected = expected;
  }
}

/** Returns the value if it is a finite number inside [low, high]; throws otherwise. */
export function requireNumber(argument: string, value: unknown, low = -Infinity, high = Infinity): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new StatisticsError("not-a-number", argument, value, "must be a finite number");
  }
  if (value < low || value > high) {
    throw new StatisticsError("out-of-range", argument, value, `must lie from ${low} to ${high}`);
  }
  return value;
}

/** Returns the value if it is a number strictly between low and high; throws otherwise. */
export function requireBetween(argument: string, value: unknown, low: number, high: number): number {
  const number = requireNumber(argument, value);
  if (number <= low || number >= high) {
    throw new StatisticsError(
      "out-of-range",
      argument,
      value,
      `must lie strictly between ${low} and ${high}`,
    );
  }
  return number;
}

/** Returns the value if it is a whole number inside [low, high]; throws otherwise. */
export function requireInteger(
  argument: string,
  value: unknown,
  low = 0,
  high = Number.MAX_SAFE_INTEGER,
): number {
  const number = requireNumber(argument, value);
  if (!Number.isInteger(number)) {
    throw new StatisticsError("not-an-integer", argument, value, "must be a whole number");
  }
  return requireNumber(argument, number, low, high);
}
