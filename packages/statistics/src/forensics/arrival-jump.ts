import { requireBetween, requireNumber, StatisticsError } from "../statistics-error.ts";
import { requireLength, requireSample } from "./arguments.ts";

/**
 * @property jump mean of the values just after the moment less that just before
 * @property pValue share of other moments of the same count with a jump at least as large, (1 + k) / (1 + moments)
 * @property moments placebo moments tried
 */
export type ArrivalJump = {
  readonly jump: number;
  readonly before: number;
  readonly after: number;
  readonly pValue: number;
  readonly moments: number;
};

const PLACEBO_MOMENTS = 200;

/**
 * Is there a jump at one moment of the count? The mean of the stations that arrived in a window after the moment less
 * that of the window before, compared with the same at other moments of the same count, which nobody suspects.
 *
 * Use it on residuals (a station's lead less that of its place), or the jump is one of places. Moments near either end
 * are left out; moments are not independent, so the p-value is rough.
 *
 * When not to use: where the order of arrival was inferred, or where reports came in batches of one region.
 *
 * @param values one a station, such as residuals
 * @param weights such as valid votes
 * @param arrival of each station, in any rising unit
 * @param moment in the same unit, with `window` the width on each side
 * @throws StatisticsError when sizes differ or a side of the moment holds no station
 */
export function arrivalJump(
  input: {
    readonly values: ArrayLike<number>;
    readonly weights: ArrayLike<number>;
    readonly arrival: ArrayLike<number>;
  },
  moment: number,
  window: number,
): ArrivalJump {
  const { values, weights, arrival } = input;
  requireSample("values", values);
  for (const [name, column] of [
    ["weights", weights],
    ["arrival", arrival],
  ] as const) {
    requireSample(name, column);
    requireLength(name, column, values.length);
  }
  requireNumber("moment", moment);
  requireBetween("window", window, 0, Infinity);
  const at = (time: number): { before: number; after: number } => {
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const distance = arrival[i]! - time;
      if (Math.abs(distance) > window) continue;
      const side = distance > 0 ? 2 : 0;
      sums[side]! += values[i]! * weights[i]!;
      sums[side + 1]! += weights[i]!;
    }
    return { before: sums[0]! / sums[1]!, after: sums[2]! / sums[3]! };
  };
  const { before, after } = at(moment);
  const jump = after - before;
  if (Number.isNaN(jump))
    throw new StatisticsError("not-computable", "moment", moment, "must have stations on both sides");
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < arrival.length; i++) {
    first = Math.min(first, arrival[i]!);
    last = Math.max(last, arrival[i]!);
  }
  let [moments, asLarge] = [0, 0];
  for (let k = 1; k < PLACEBO_MOMENTS; k++) {
    const time = first + ((last - first) * k) / PLACEBO_MOMENTS;
    // The suspected moment's own windows are no placebo.
    if (Math.abs(time - moment) < window || time - window < first || time + window > last) continue;
    const { before: b, after: a } = at(time);
    if (Number.isNaN(a - b)) continue;
    moments += 1;
    if (Math.abs(a - b) >= Math.abs(jump)) asLarge += 1;
  }
  return { jump, before, after, pValue: (1 + asLarge) / (1 + moments), moments };
}
