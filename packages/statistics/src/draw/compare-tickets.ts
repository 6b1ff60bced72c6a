const MODULUS = 1e12;
/** 256^k mod 10^12: 32 products with bytes stay below 2^53 together, so their sum is exact. */
const POWERS = (() => {
  const powers = new Float64Array(32);
  powers[0] = 1;
  for (let k = 1; k < 32; k++) powers[k] = (powers[k - 1]! * 256) % MODULUS;
  return powers;
})();
/** For each number below 1,000 the one with its three digits turned round. */
const TURNED = Uint16Array.from(
  { length: 1000 },
  (_, n) => (n % 10) * 100 + (Math.floor(n / 10) % 10) * 10 + Math.floor(n / 100),
);

/**
 * The last twelve decimal digits of a hash, turned round, as a number: the first twelve digits of its ticket. It
 * orders nearly all tickets without writing out 77 digits for each of a country's stations.
 */
export function leadingDigits(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < 32; i++) sum += bytes[i]! * POWERS[31 - i]!;
  const rest = sum % MODULUS;
  const high = Math.floor(rest / 1e6) | 0;
  const low = (rest - high * 1e6) | 0;
  const first = TURNED[low % 1000]! * 1000 + TURNED[(low / 1000) | 0]!;
  return first * 1e6 + TURNED[high % 1000]! * 1000 + TURNED[(high / 1000) | 0]!;
}

/**
 * Order of two texts by their UTF-8 bytes, which is the order of their code points (JavaScript's own `<` compares
 * UTF-16 units and puts characters above U+FFFF before some below).
 */
export function compareUtf8(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const [unitA, unitB] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (unitA === unitB) continue;
    // Surrogates stand for code points above all single units.
    const [highA, highB] = [isSurrogate(unitA), isSurrogate(unitB)];
    return highA === highB ? unitA - unitB : highA ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
