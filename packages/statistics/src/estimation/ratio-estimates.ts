import { studentTQuantileOf } from "../distributions/index.ts";
import type { DegreesOfFreedomRule } from "./degrees-of-freedom.ts";
import { degreesOfFreedomOf } from "./degrees-of-freedom.ts";

/**
 * One estimated ratio with its margin; all as fractions of 1.
 *
 * The interval is estimate ± t · standardError and is not cut at 0 or 1: cut it where it is shown.
 */
export type RatioEstimate = {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly low: number;
  readonly high: number;
};

/** The lead of the first choice over the second, with their positions among the choices. */
export type LeadEstimate = RatioEstimate & { readonly first: number; readonly second: number };

/** Which variable is what: positions in the vector of counts. `registered` is −1 where it is not known. */
export type VariableRoles = {
  readonly choices: number;
  readonly denominator: number;
  readonly ballots: number;
  readonly registered: number;
  readonly variables: number;
};

/** Level of the intervals and rule of their degrees of freedom. */
export type IntervalOptions = { readonly level: number; readonly degreesOfFreedom: DegreesOfFreedomRule };

/**
 * The estimated totals, their covariance, and each variance group's part of it.
 *
 * The parts lie entry by entry, since the degrees of freedom of a ratio run over all groups for a few entries:
 * entry p of group c's packed covariance is `parts[p · groups + c]`.
 */
export type TotalsWithCovariance = {
  readonly totals: Float64Array;
  readonly covariance: Float64Array;
  readonly parts: Float64Array;
  /** n_c of each variance group. */
  readonly reports: Float64Array;
  readonly inflation: number;
};

/** Position of entry (a, b), a ≤ b, in a packed upper triangle of an m × m matrix. */
export function packedPosition(a: number, b: number, m: number): number {
  return a <= b ? a * m - (a * (a - 1)) / 2 + (b - a) : packedPosition(b, a, m);
}

/** A quadratic form Lᵀ C L for a sparse L, as packed positions with coefficients. */
type QuadraticForm = { readonly positions: readonly number[]; readonly coefficients: readonly number[] };

function quadraticForm(
  terms: readonly (readonly [position: number, coefficient: number])[],
  m: number,
): QuadraticForm {
  const positions: number[] = [];
  const coefficients: number[] = [];
  terms.forEach(([a, ca], i) => {
    terms.slice(i).forEach(([b, cb], j) => {
      positions.push(packedPosition(a, b, m));
      coefficients.push(j === 0 ? ca * cb : 2 * ca * cb);
    });
  });
  return { positions, coefficients };
}

function evaluate({ positions, coefficients }: QuadraticForm, matrix: Float64Array): number {
  return positions.reduce((sum, position, i) => sum + coefficients[i]! * matrix[position]!, 0);
}

/**
 * The form's value in each variance group, written to `out`. Three entries are taken at a time: a ratio has three,
 * a difference of ratios six, and this loop is most of what a refreshed estimate costs.
 */
function evaluateInGroups(
  { positions, coefficients }: QuadraticForm,
  parts: Float64Array,
  out: Float64Array,
): void {
  const groups = out.length;
  out.fill(0);
  for (let i = 0; i < positions.length; i += 3) {
    const [first, second, third] = [
      positions[i]! * groups,
      positions[i + 1]! * groups,
      positions[i + 2]! * groups,
    ];
    const [a, b, d] = [coefficients[i]!, coefficients[i + 1]!, coefficients[i + 2]!];
    for (let c = 0; c < groups; c++) {
      out[c] = out[c]! + a * parts[first + c]! + b * parts[second + c]! + d * parts[third + c]!;
    }
  }
}

/**
 * Combined ratio of two totals, or a difference of such ratios, with its linearised variance
 *
 *     V(R) = Lᵀ C L / X²,   L = e_y − R e_x
 *
 * Source: Särndal, Swensson & Wretman (1992), section 5.6; Lumley (2010), section 2.2.
 */
export class RatioEstimates {
  readonly #roles: VariableRoles;
  readonly #from: TotalsWithCovariance;
  readonly #quantile: (df: number) => number;
  readonly #degreesOfFreedom: (parts: Float64Array) => number;
  readonly #ofGroups: Float64Array;

  constructor(roles: VariableRoles, from: TotalsWithCovariance, options: IntervalOptions) {
    this.#roles = roles;
    this.#from = from;
    this.#quantile = studentTQuantileOf((1 + options.level) / 2);
    this.#degreesOfFreedom = degreesOfFreedomOf(options.degreesOfFreedom, from.reports);
    this.#ofGroups = new Float64Array(from.reports.length);
  }

  /** Share of one choice in the denominator. */
  share(choice: number): RatioEstimate {
    return this.#ratio([[choice, 1]], this.#roles.denominator);
  }

  /** Ballots cast over registered voters, or `null` where registered voters are not known. */
  turnout(): RatioEstimate | null {
    const { ballots, registered } = this.#roles;
    if (registered < 0 || this.#total(registered) === 0) return null;
    return this.#ratio([[ballots, 1]], registered);
  }

  /** Share of `first` less share of `second`, with the covariance between them. */
  difference(first: number, second: number): RatioEstimate {
    return this.#ratio(
      [
        [first, 1],
        [second, -1],
      ],
      this.#roles.denominator,
    );
  }

  /** Covariance matrix of the shares, k × k, row by row. */
  shareCovariance(): Float64Array {
    const { choices: k, denominator, variables: m } = this.#roles;
    const matrix = this.#from.covariance;
    const scale = this.#from.inflation / this.#total(denominator) ** 2;
    const xx = matrix[packedPosition(denominator, denominator, m)]!;
    const withDenominator = new Float64Array(k);
    const share = new Float64Array(k);
    for (let a = 0; a < k; a++) {
      withDenominator[a] = matrix[packedPosition(a, denominator, m)]!;
      share[a] = this.#total(a) / this.#total(denominator);
    }
    const covariance = new Float64Array(k * k);
    for (let a = 0; a < k; a++) {
      for (let b = a; b < k; b++) {
        const cross = share[b]! * withDenominator[a]! + share[a]! * withDenominator[b]!;
        const value = scale * (matrix[packedPosition(a, b, m)]! - cross + share[a]! * share[b]! * xx);
        // Rounding may leave a variance of nothing a hair below 0.
        covariance[a * k + b] = a === b ? Math.max(0, value) : value;
        covariance[b * k + a] = covariance[a * k + b]!;
      }
    }
    return covariance;
  }

  #total(variable: number): number {
    return this.#from.totals[variable]!;
  }

  #ratio(numerator: readonly (readonly [number, number])[], denominator: number): RatioEstimate {
    const below = this.#total(denominator);
    const estimate =
      numerator.reduce((sum, [variable, sign]) => sum + sign * this.#total(variable), 0) / below;
    const form = quadraticForm([...numerator, [denominator, -estimate]], this.#roles.variables);
    evaluateInGroups(form, this.#from.parts, this.#ofGroups);
    const variance = (Math.max(0, evaluate(form, this.#from.covariance)) * this.#from.inflation) / below ** 2;
    const df = this.#degreesOfFreedom(this.#ofGroups);
    const standardError = Math.sqrt(variance);
    const margin = standardError === 0 ? 0 : standardError * this.#quantile(df);
    return { estimate, standardError, degreesOfFreedom: df, low: estimate - margin, high: estimate + margin };
  }
}
