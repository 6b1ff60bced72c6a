import { seededRandom } from "../random/index.ts";
import { requireBetween, requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireWithin } from "./arguments.ts";
import {
  fitWithoutIncremental,
  incrementalWouldGain,
  KlimekDensities,
  mixtureWeights,
} from "./klimek-mixture.ts";
import type { KlimekParameters, StationRates } from "./klimek-model.ts";
import { drawKlimekCountry, honestDensities, manipulatedDensities, stationRates } from "./klimek-model.ts";
import { simplexSearch } from "./simplex-search.ts";
import { baselineOf } from "./simulation-baseline.ts";

/** Fewer stations tell nothing of the shape of a distribution. */
const FEWEST = 100;
/** Shapes of incremental stations over which the likelihood ratio is the largest. */
const THETAS = [0.06, 0.12, 0.22, 0.36];
const ALPHAS = [1, 1.7, 3];
const MOST_EVALUATIONS = 500;

/** The columns of the stations that the model is fitted to. */
export type KlimekInput = { readonly registered: Counts; readonly ballots: Counts; readonly votes: Counts };

/**
 * Twice the gain in log-likelihood from extreme stations over none, and from incremental ones over none.
 *
 * @property clean the model without incremental stations
 */
export type KlimekStatistics = {
  readonly extreme: number;
  readonly incremental: number;
  readonly clean: KlimekParameters;
};

/**
 * Likelihood ratios of Klimek's model against itself without manipulation, quickly: honest means and deviations stay as
 * the model without incremental stations has them, and the shapes θ, α are tried on a grid. Compare them with the same
 * of simulated countries; twice a log-likelihood has no χ² distribution here, for θ and α vanish with f_i.
 *
 * @throws StatisticsError for fewer than 100 stations with ballots, sizes that differ or impossible counts
 * @see Davies (1987), Biometrika 74, 33-43 for parameters that are present under the alternative only
 */
export function klimekStatistics(input: KlimekInput): KlimekStatistics {
  return statisticsOf(requireRates(input));
}

function statisticsOf(rates: StationRates): KlimekStatistics {
  const { extreme, clean } = extremeStatistic(rates);
  return { extreme, incremental: incrementalStatistic(rates, clean), clean };
}

function extremeStatistic(rates: StationRates): { extreme: number; clean: KlimekParameters } {
  const none = fitWithoutIncremental(rates, false);
  const { logLikelihood, ...clean } = fitWithoutIncremental(rates, true);
  return { extreme: Math.max(0, 2 * (logLikelihood - none.logLikelihood)), clean };
}

function incrementalStatistic(rates: StationRates, clean: KlimekParameters): number {
  const densities = new KlimekDensities(rates.turnout.length);
  honestDensities(rates, clean, densities.honest);
  manipulatedDensities(rates, clean, "extreme", densities.extreme);
  const without = mixtureWeights(densities, { incremental: false, extreme: true });
  let most = without.logLikelihood;
  for (const theta of THETAS) {
    for (const alpha of ALPHAS) {
      manipulatedDensities(rates, { ...clean, theta, alpha }, "incremental", densities.incremental);
      if (!incrementalWouldGain(densities, without.extreme)) continue;
      most = Math.max(most, mixtureWeights(densities, { incremental: true, extreme: true }).logLikelihood);
    }
  }
  return 2 * (most - without.logLikelihood);
}

/** One part of the model: its likelihood ratio, its p-value, and its share where it is identified. */
export type KlimekPart = {
  readonly statistic: number;
  readonly pValue: number;
  readonly identified: boolean;
  /** share of stations; null when the part is not identified: any number would fit as well as none */
  readonly share: number | null;
};

export type KlimekResult = {
  readonly stations: number;
  readonly extreme: KlimekPart;
  readonly incremental: KlimekPart;
  /** the fitted model; without incremental stations when these are not identified */
  readonly fit: KlimekParameters;
  readonly replicates: number;
};

/**
 * Klimek's model of added and moved votes, tested against no manipulation **first** and fitted only where it is
 * identified.
 *
 * On honest data the model is not identified: a large f_i with a small θ or a large α fits as well as none, and a fit
 * that is not tested reports manipulation of a third of the stations. So each part has a test by parametric bootstrap:
 * countries are drawn from the fitted model without the part, and its likelihood ratio is computed for each. The
 * likelihood is by quadrature, not by simulation, so it is smooth and the same each time.
 *
 * The honest part is two independent normals. A country of two kinds of places (towns and villages, two languages) is
 * not, and the test rejects it too: it rejects the model's picture of an honest country, no more. Compare the same
 * statistics ({@link klimekStatistics}) with countries simulated area by area before saying anything.
 *
 * @param options.replicates of the bootstrap, default 59
 * @param options.level at which a part is identified, default 0.05
 * @throws StatisticsError for fewer than 100 stations with ballots, sizes that differ or impossible counts
 * @see Klimek, Yegorov, Hanel & Thurner (2012), PNAS 109, 16469-16473; Mebane (2016) on its identification
 */
export function klimekModel(
  input: KlimekInput,
  options: { readonly seed: string; readonly replicates?: number; readonly level?: number },
): KlimekResult {
  const rates = requireRates(input);
  const replicates = requireInteger("options.replicates", options.replicates ?? 59, 1, 100_000);
  const level = requireBetween("options.level", options.level ?? 0.05, 0, 1);
  const observed = statisticsOf(rates);
  const voted = Array.from({ length: input.registered.length }, (_, i) => i).filter(
    (i) => input.ballots[i]! > 0,
  );
  const registered = voted.map((i) => input.registered[i]!);
  const random = seededRandom(options.seed);
  const pValueOf = (part: "extreme" | "incremental", parameters: KlimekParameters): number => {
    if (observed[part] === 0) return 1;
    const drawn = Array.from({ length: replicates }, () => {
      const { ballots, votes } = drawKlimekCountry(registered, parameters, random);
      const country = stationRates(registered, ballots, votes[0]!);
      const { extreme, clean } = extremeStatistic(country);
      return { value: part === "extreme" ? extreme : incrementalStatistic(country, clean), nominal: null };
    });
    return baselineOf(observed[part], drawn).pValue;
  };
  const { logLikelihood: _, ...none } = fitWithoutIncremental(rates, false);
  const extremeP = pValueOf("extreme", none);
  const hasExtreme = extremeP < level;
  const clean = hasExtreme ? observed.clean : none;
  const incrementalP = pValueOf("incremental", clean);
  const hasIncremental = incrementalP < level;
  const fit = hasIncremental ? wholeFit(rates, clean, hasExtreme) : clean;
  return {
    stations: rates.turnout.length,
    extreme: {
      statistic: observed.extreme,
      pValue: extremeP,
      identified: hasExtreme,
      share: hasExtreme ? fit.extreme : null,
    },
    incremental: {
      statistic: observed.incremental,
      pValue: incrementalP,
      identified: hasIncremental,
      share: hasIncremental ? fit.incremental : null,
    },
    fit,
    replicates,
  };
}

/** All parameters by maximum likelihood: a simplex over the honest part and the shape, EM for the shares inside. */
function wholeFit(rates: StationRates, clean: KlimekParameters, extreme: boolean): KlimekParameters {
  const densities = new KlimekDensities(rates.turnout.length);
  const parametersAt = (point: Float64Array): KlimekParameters => ({
    turnoutMean: point[0]!,
    turnoutDeviation: Math.exp(point[1]!),
    shareMean: point[2]!,
    shareDeviation: Math.exp(point[3]!),
    alpha: Math.exp(point[4]!),
    theta: Math.exp(point[5]!),
    incremental: 0,
    extreme: 0,
  });
  const weightsAt = (point: Float64Array) => {
    densities.compute(rates, parametersAt(point));
    return mixtureWeights(densities, { incremental: true, extreme });
  };
  const start = [
    clean.turnoutMean - clean.turnoutDeviation / 4,
    Math.log(clean.turnoutDeviation * 0.9),
    clean.shareMean - clean.shareDeviation / 4,
    Math.log(clean.shareDeviation * 0.9),
    Math.log(1.7),
    Math.log(0.2),
  ];
  // Beyond these bounds the model is none: deviations of nothing, or shapes that cannot be told apart.
  const allowed = (point: Float64Array): boolean =>
    point[0]! > 0 &&
    point[0]! < 1 &&
    point[2]! > 0 &&
    point[2]! < 1 &&
    Math.abs(point[4]!) < 2 &&
    point[5]! > Math.log(0.02) &&
    point[5]! < Math.log(0.8) &&
    point[1]! < 0 &&
    point[3]! < 0;
  const { point } = simplexSearch(
    (at) => (allowed(at) ? -weightsAt(at).logLikelihood : Infinity),
    start,
    [0.02, 0.1, 0.02, 0.1, 0.3, 0.3],
    { most: MOST_EVALUATIONS, tolerance: 0.01 },
  );
  const { incremental, extreme: extremeShare } = weightsAt(point);
  return { ...parametersAt(point), incremental, extreme: extremeShare };
}

function requireRates({ registered, ballots, votes }: KlimekInput): StationRates {
  requireCounts("registered", registered);
  requireWithin(["ballots", ballots], ["registered", registered]);
  requireWithin(["votes", votes], ["ballots", ballots]);
  const voted = Array.from({ length: registered.length }, (_, i) => i).filter((i) => ballots[i]! > 0);
  if (voted.length < FEWEST)
    throw new StatisticsError(
      "not-computable",
      "ballots",
      voted.length,
      `must hold ${FEWEST} stations with ballots`,
    );
  const of = (column: Counts): number[] => voted.map((i) => column[i]!);
  return stationRates(of(registered), of(ballots), of(votes));
}
