import type { KlimekParameters, StationRates } from "./klimek-model.ts";
import { honestDensities, manipulatedDensities } from "./klimek-model.ts";

/** Keeps the logarithm finite for stations that no part of the model explains. */
const FLOOR = 1e-12;
const MOST_ROUNDS = 60;

/** Densities of the stations under the three parts of the model. */
export class KlimekDensities {
  readonly honest: Float64Array;
  readonly incremental: Float64Array;
  readonly extreme: Float64Array;

  constructor(stations: number) {
    this.honest = new Float64Array(stations);
    this.incremental = new Float64Array(stations);
    this.extreme = new Float64Array(stations);
  }

  compute(rates: StationRates, parameters: KlimekParameters): void {
    honestDensities(rates, parameters, this.honest);
    manipulatedDensities(rates, parameters, "incremental", this.incremental);
    manipulatedDensities(rates, parameters, "extreme", this.extreme);
  }
}

export type Weights = {
  readonly incremental: number;
  readonly extreme: number;
  readonly logLikelihood: number;
};

/**
 * The shares f_i and f_e of largest likelihood for given densities, by the EM algorithm; 0 for a part that is left out.
 *
 * @see Dempster, Laird & Rubin (1977), Journal of the Royal Statistical Society B 39, 1-38
 */
export function mixtureWeights(
  { honest, incremental, extreme }: KlimekDensities,
  parts: { readonly incremental: boolean; readonly extreme: boolean },
): Weights {
  const n = honest.length;
  let [fi, fe] = [parts.incremental ? 0.1 : 0, parts.extreme ? 0.02 : 0];
  let before = -Infinity;
  for (let round = 0; ; round++) {
    let [sumIncremental, sumExtreme, logLikelihood] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const [a, b] = [fi * incremental[i]!, fe * extreme[i]!];
      const density = (1 - fi - fe) * honest[i]! + a + b + FLOOR;
      sumIncremental += a / density;
      sumExtreme += b / density;
      logLikelihood += Math.log(density);
    }
    if (logLikelihood - before < 1e-4 || round === MOST_ROUNDS)
      return { incremental: fi, extreme: fe, logLikelihood };
    before = logLikelihood;
    [fi, fe] = [sumIncremental / n, sumExtreme / n];
  }
}

/**
 * Whether a first small share of incremental stations would raise the likelihood. It is concave in the shares, so when
 * it would not, none would.
 */
export function incrementalWouldGain({ honest, incremental, extreme }: KlimekDensities, fe: number): boolean {
  let slope = 0;
  for (let i = 0; i < honest.length; i++)
    slope += (incremental[i]! - honest[i]!) / ((1 - fe) * honest[i]! + fe * extreme[i]! + FLOOR);
  return slope > 0;
}

/**
 * The model without incremental stations, fitted: means and deviations of honest stations weighted by how honest each
 * is, in turn with f_e. The little that extreme stations tell of their honest beginnings is left out.
 */
export function fitWithoutIncremental(rates: StationRates, withExtreme: boolean): KlimekParameters & Weights {
  const { turnout, share } = rates;
  const densities = new KlimekDensities(turnout.length);
  const honesty = new Float64Array(turnout.length).fill(1);
  let extreme = withExtreme ? 0.01 : 0;
  for (let round = 0; ; round++) {
    const [turnoutMean, turnoutDeviation] = weightedMoments(turnout, honesty);
    const [shareMean, shareDeviation] = weightedMoments(share, honesty);
    const parameters = { turnoutMean, turnoutDeviation, shareMean, shareDeviation, alpha: 1, theta: 0.1 };
    honestDensities(rates, parameters, densities.honest);
    if (withExtreme) manipulatedDensities(rates, parameters, "extreme", densities.extreme);
    const weights = mixtureWeights(densities, { incremental: false, extreme: withExtreme });
    if (!withExtreme || Math.abs(weights.extreme - extreme) < 1e-5 || round === 12)
      return { ...parameters, ...weights };
    extreme = weights.extreme;
    for (let i = 0; i < honesty.length; i++) {
      const clean = (1 - extreme) * densities.honest[i]!;
      honesty[i] = (clean + FLOOR) / (clean + extreme * densities.extreme[i]! + FLOOR);
    }
  }
}

function weightedMoments(values: Float64Array, weights: Float64Array): [mean: number, deviation: number] {
  let [sum, total, square] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  const mean = sum / total;
  for (let i = 0; i < values.length; i++) square += weights[i]! * (values[i]! - mean) ** 2;
  return [mean, Math.sqrt(Math.max(square / total, 1e-6))];
}
