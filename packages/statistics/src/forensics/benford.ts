/**
 * Benford's law: P(first digit = d) = log10(1 + 1/d), d = 1 … 9; and of the second digit
 * P(d) = Σ_{k=1..9} log10(1 + 1/(10k + d)), d = 0 … 9.
 *
 * It holds for numbers that span several powers of ten with a smooth density of logarithms. Votes at polling stations
 * span one or two, bounded by the size of a station: the law is a description to compare with, not what honest counts
 * must follow.
 *
 * @see Benford (1938), Proceedings of the American Philosophical Society 78, 551-572
 */
export const BENFORD_FIRST: readonly number[] = Array.from({ length: 9 }, (_, i) =>
  Math.log10(1 + 1 / (i + 1)),
);

/** Benford's law of the second digit, for digits 0 to 9. See {@link BENFORD_FIRST}. */
export const BENFORD_SECOND: readonly number[] = Array.from({ length: 10 }, (_, digit) => {
  let sum = 0;
  for (let first = 1; first <= 9; first++) sum += Math.log10(1 + 1 / (10 * first + digit));
  return sum;
});
