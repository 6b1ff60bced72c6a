import type { Sha256 } from "../../draw/index.ts";
import { requireInteger, requireNumber, StatisticsError } from "../../statistics-error.ts";

/** One draw: its number from 1, and the position of the batch. */
export interface BatchDraw {
  draw: number;
  batch: number;
}

/**
 * Draws batches with replacement, each with probability u_p/U, from a public seed: for draw k = 1, 2, … the SHA-256
 * of the UTF-8 text seed + "," + k is read as a number r from 0 to below 1 (its first 13 hexadecimal digits over
 * 16^13), and the batch is the first whose bounds, added up in the order given, exceed r U.
 *
 * Anyone with the seed and the bounds repeats it, in any language; a shorter sample is the beginning of a longer one.
 *
 * @param options.bounds u_p of each batch, from 0, not all 0 ({@link batchErrorBounds})
 * @throws StatisticsError for bounds that are not finite or all 0, or a hash that is not 32 bytes
 * @see docs/method/audits.md
 */
export function drawBatches(options: {
  bounds: ArrayLike<number>;
  size: number;
  seed: string;
  sha256: Sha256;
}): BatchDraw[] {
  const { bounds, seed, sha256 } = options;
  const size = requireInteger("size", options.size);
  const upTo = new Float64Array(bounds.length);
  let sum = 0;
  for (let p = 0; p < bounds.length; p++) {
    sum += requireNumber(`bounds[${p}]`, bounds[p], 0);
    upTo[p] = sum;
  }
  if (sum === 0) throw new StatisticsError("empty", "bounds", "0", "must hold a bound above 0");
  return Array.from({ length: size }, (_, k) => {
    const bytes = sha256(`${seed},${k + 1}`);
    if (bytes.length !== 32)
      throw new StatisticsError("length-mismatch", "sha256", bytes.length, "must return 32 bytes");
    return { draw: k + 1, batch: firstAbove(upTo, fractionOf(bytes) * sum) };
  });
}

/** The first 52 bits as a fraction of 2^52. */
function fractionOf(bytes: Uint8Array): number {
  let high = 0;
  for (let i = 0; i < 6; i++) high = high * 256 + bytes[i]!;
  return (high * 16 + (bytes[6]! >> 4)) / 2 ** 52;
}

function firstAbove(upTo: Float64Array, value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
