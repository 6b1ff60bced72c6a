import { studentTQuantile } from "../distributions/index.ts";
import type { DegreesOfFreedomRule } from "./degrees-of-freedom.ts";
import { degreesOfFreedom } from "./degrees-of-freedom.ts";

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
 * The estimated totals, their covariance, and each variance group's part of it. The parts lie in one array (a
 * view for each would cost more than the arithmetic): group c's packed covariance starts at `first + c · stride`.
 */
export type TotalsWithCovariance = {
  readonly totals: Float64Array;
  readonly covariance: Float64Array;
  readonly parts: { readonly values: Float64Array; readonly first: number; readonly stride: number };
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

function quadraticForm(terms: readonly (readonly [position: number, coefficient: number])[], m: number): QuadraticForm {
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

function evaluate({ positions, coefficients }: QuadraticForm, values: Float64Array, start: number): number {
  let value = 0;
  for (let i = 0; i < positions.length; i++) value += coefficients[i]! * values[start + positions[i]!]!;
  return value;
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
  readonly #options: IntervalOptions;
  readonly #parts: Float64Array;

  constructor(roles: VariableRoles, from: TotalsWithCovariance, options: IntervalOptions) {
    this.#roles = roles;
    this.#from = from;
    this.#options = options;
    this.#parts = new Float64Array(from.reports.length);
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
    return this.#ratio([[first, 1], [second, -1]], this.#roles.denominator);
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
        covariance[a * k + b] = value;
        covariance[b * k + a] = value;
      }
    }
    return covariance;
  }

  #total(variable: number): number {
    return this.#from.totals[variable]!;
  }

  #ratio(numerator: readonly (readonly [number, number])[], denominator: number): RatioEstimate {
    const below = this.#total(denominator);
    const estimate = numerator.reduce((sum, [variable, sign]) => sum + sign * this.#total(variable), 0) / below;
    const form = quadraticForm([...numerator, [denominator, -estimate]], this.#roles.variables);
    const parts = this.#parts;
    const { values, first, stride } = this.#from.parts;
    for (let c = 0; c < parts.length; c++) parts[c] = Math.max(0, evaluate(form, values, first + c * stride));
    const variance = (Math.max(0, evaluate(form, this.#from.covariance, 0)) * this.#from.inflation) / below ** 2;
    const df = degreesOfFreedom(this.#options.degreesOfFreedom, parts, this.#from.reports);
    const standardError = Math.sqrt(variance);
    const margin = standardError === 0 ? 0 : standardError * studentTQuantile((1 + this.#options.level) / 2, df);
    return { estimate, standardError, degreesOfFreedom: df, low: estimate - margin, high: estimate + margin };
  }
}
