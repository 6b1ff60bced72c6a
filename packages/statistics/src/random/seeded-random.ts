import { requireInteger, requireNumber, StatisticsError } from "../statistics-error.ts";

/** A source of reproducible numbers for simulations. */
export interface SeededRandom {
  /** uniform on [0, 1), with 53 bits */
  next(this: void): number;
  /** uniform whole number from 0 to n − 1, without modulo bias; 1 ≤ n ≤ 2^32 */
  integer(n: number): number;
  /** standard normal */
  normal(this: void): number;
  /** shuffles in place (every order equally likely) and returns the same array */
  shuffle<T>(array: T[]): T[];
  /** number of successes in n trials, by counting them; for n up to some thousands */
  binomial(n: number, probability: number): number;
}

/** FNV-1a, 32 bits, over UTF-16 units in two bytes each (low byte first). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** SplitMix32: a counter stepped by the golden ratio through the 32-bit finaliser of MurmurHash3. */
function splitMix32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

/**
 * The generator xoshiro128** of Blackman & Vigna, as a function that returns whole numbers below 2^32.
 *
 * @param state four 32-bit numbers, not all 0
 * @see Blackman & Vigna (2021), Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47 (4)
 */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): () => number {
  state.forEach((word, i) => requireInteger(`state[${i}]`, word, -2_147_483_648, 4_294_967_295));
  if (state.every((word) => word === 0))
    throw new StatisticsError("out-of-range", "state", state.join(), "must not be all 0");
  let [a, b, c, d] = state;
  const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

/**
 * Reproducible random numbers from a text, for simulations, demonstrations and tests.
 *
 * Never for drawing stations, secrets or anything that somebody could want to predict: the draw of a sample is
 * {@link drawSample}. The text is hashed (FNV-1a), the four words of the state are the next numbers of SplitMix32.
 * The period is 2^128 − 1; only 2^32 seeds differ.
 */
export function seededRandom(seed: string): SeededRandom {
  const word = splitMix32(hashText(seed));
  const bits = xoshiro128StarStar([word(), word(), word(), word()]);
  const next = (): number => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992;
  const integer = (n: number): number => {
    requireInteger("n", n, 1, 4_294_967_296);
    const limit = 4_294_967_296 - (4_294_967_296 % n);
    for (;;) {
      const value = bits();
      if (value < limit) return value % n;
    }
  };
  return {
    next,
    integer,
    // Box & Muller (1958); 1 − u keeps the logarithm's argument above 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: (array) => {
      for (let i = array.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [array[i], array[j]] = [array[j]!, array[i]!];
      }
      return array;
    },
    binomial: (n, probability) => {
      requireInteger("n", n);
      requireNumber("probability", probability, 0, 1);
      let successes = 0;
      for (let i = 0; i < n; i++) if (next() < probability) successes += 1;
      return successes;
    },
  };
}
