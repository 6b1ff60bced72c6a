import { StatisticsError } from "../statistics-error.ts";

/**
 * How many degrees of freedom the t quantile of an interval has.
 *
 * - `welch` (ours): of the variance's own strata, corrected for few stations a stratum, capped by `design`
 * - `design`: stations − strata, as R `survey::degf`
 * - `satterthwaite`: uncorrected; too few with two or three stations a stratum, so intervals too wide
 * - `normal`: infinite, as R `confint(svyratio)`; intervals too narrow with few stations
 */
export const DEGREES_OF_FREEDOM_RULES = ["welch", "design", "satterthwaite", "normal"] as const;
export type DegreesOfFreedomRule = (typeof DEGREES_OF_FREEDOM_RULES)[number];

/**
 * Degrees of freedom of a variance V = Σ a_c that is a sum of independent parts, each with ν_c = n_c − 1.
 *
 * Satterthwaite's (Σ a_c)² / Σ (a_c² / ν_c) is biased downward, since a_c² overstates the square of its
 * expectation when ν_c is 1 or 2. Dividing by ν_c + 2 and taking 2 off undoes that (Welch 1947,
 * Biometrika 34:28–35, section 4; same aim as Johnson & Rust 1992). Capped at the design's n − H, at least 1.
 *
 * @param parts a_c ≥ 0, one for each variance group
 * @param reports n_c, one for each variance group
 */
export function degreesOfFreedom(
  rule: DegreesOfFreedomRule,
  parts: Float64Array,
  reports: Float64Array,
): number {
  if (parts.length !== reports.length) {
    throw new StatisticsError(
      "length-mismatch",
      "parts",
      parts.length,
      `must have ${reports.length}, one for each group`,
    );
  }
  return degreesOfFreedomOf(rule, reports)(parts);
}

/** The same rule made ready for many variances over the same groups: an estimate asks for a dozen. */
export function degreesOfFreedomOf(
  rule: DegreesOfFreedomRule,
  reports: Float64Array,
): (parts: Float64Array) => number {
  if (!DEGREES_OF_FREEDOM_RULES.includes(rule)) {
    const expected = `must be one of ${DEGREES_OF_FREEDOM_RULES.join(", ")}`;
    throw new StatisticsError("unknown-name", "degreesOfFreedom", rule, expected);
  }
  if (rule === "normal") return () => Infinity;
  const shift = rule === "welch" ? 2 : 0;
  const inverse = new Float64Array(reports.length);
  let design = 0;
  for (let c = 0; c < reports.length; c++) {
    const nu = reports[c]! - 1;
    design += nu;
    inverse[c] = nu + shift > 0 ? 1 / (nu + shift) : 0;
  }
  return (parts) => {
    let sum = 0;
    let squares = 0;
    for (let c = 0; c < parts.length; c++) {
      sum += parts[c]!;
      squares += parts[c]! * parts[c]! * inverse[c]!;
    }
    const found =
      rule === "design" || squares === 0 ? design : Math.min(design, (sum * sum) / squares - shift);
    return Math.max(1, found);
  };
}
