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
export function degreesOfFreedom(rule: DegreesOfFreedomRule, parts: Float64Array, reports: Float64Array): number {
  if (rule === "normal") return Infinity;
  const shift = rule === "welch" ? 2 : 0;
  let design = 0;
  let sum = 0;
  let squares = 0;
  for (let c = 0; c < parts.length; c++) {
    const nu = reports[c]! - 1;
    design += nu;
    sum += parts[c]!;
    if (nu + shift > 0) squares += (parts[c]! * parts[c]!) / (nu + shift);
  }
  if (rule === "design" || squares === 0) return design;
  return Math.max(1, Math.min(design, (sum * sum) / squares - shift));
}
