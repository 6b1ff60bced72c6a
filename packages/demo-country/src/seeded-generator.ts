/** A stream of pseudo-random numbers that depends on its seed alone. */
export type SeededGenerator = {
  /** Next number, uniform in [0, 1), with 32 bits. */
  readonly next: () => number;
  /** Next whole number, uniform in [0, n). */
  readonly integer: (n: number) => number;
  /** Next draw from the standard normal distribution. */
  readonly normal: () => number;
};

/** Spreads every bit of a 32-bit word over all of it (the finaliser of MurmurHash3, Appleby 2011). */
function mix(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/**
 * Makes a stream from a text: xoshiro128** (Blackman and Vigna 2021), its state filled from the text's UTF-16
 * units. For fiction only: it is no source for draws that must be repeated by strangers or withstand attack.
 *
 * Each part of the country reads a stream of its own (`seed/turnout`, `seed/centres` …), so that a change in
 * one part leaves the others as they were.
 */
export function seededGenerator(seed: string): SeededGenerator {
  let hash = 0x9e3779b9;
  for (let i = 0; i < seed.length; i++) hash = mix((hash + Math.imul(seed.charCodeAt(i), 0x01000193)) | 0);
  let a = mix(hash + 0x6a09e667);
  let b = mix(hash + 0xbb67ae85);
  let c = mix(hash + 0x3c6ef372);
  // The state must not be all zeros; one odd word makes that impossible.
  let d = mix(hash + 0xa54ff53a) | 1;
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result / 4_294_967_296;
  };
  return {
    next,
    integer: (n) => Math.floor(next() * n),
    // Box-Muller; 1 - u keeps the logarithm off zero.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
