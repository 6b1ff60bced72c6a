import { normalCdf } from "../distributions/index.ts";
import type { SeededRandom } from "../random/index.ts";
import { requireBetween, requireNumber } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts } from "./arguments.ts";
import type { SimulatedCountry } from "./clean-country.ts";

/** Spread of x for extreme stations: x = 1 − |N(0, 0.075)| (Klimek and others 2012). */
const EXTREME_SPREAD = 0.075;
/** Half-normal variables are followed this many standard deviations out. */
const REACH = 5;

/**
 * The parameters of Klimek's model. Turnout and share of honest stations are two independent normals, cut to (0, 1);
 * in a share f_i of stations a part x of those who stayed away is added to the choice and a part x^α of the others'
 * votes moved to it, x = |N(0, θ)| cut to (0, 1) (incremental); in a share f_e the same with x near 1 (extreme).
 */
export type KlimekParameters = {
  readonly turnoutMean: number;
  readonly turnoutDeviation: number;
  readonly shareMean: number;
  readonly shareDeviation: number;
  readonly incremental: number;
  readonly extreme: number;
  readonly alpha: number;
  readonly theta: number;
};

/** Turnout and share of each station, away from 0 and 1 by half a vote: (k + ½) / (n + 1). */
export type StationRates = { readonly turnout: Float64Array; readonly share: Float64Array };

/** Turnouts and shares of stations, inside (0, 1). */
export function stationRates(registered: Counts, ballots: Counts, votes: Counts): StationRates {
  const inside = (part: Counts, whole: Counts): Float64Array =>
    Float64Array.from({ length: whole.length }, (_, i) => (part[i]! + 0.5) / (whole[i]! + 1));
  return { turnout: inside(ballots, registered), share: inside(votes, ballots) };
}

type Honest = Pick<KlimekParameters, "turnoutMean" | "turnoutDeviation" | "shareMean" | "shareDeviation">;

/** Density of honest stations at each point: a product of two normals cut to (0, 1). */
export function honestDensities({ turnout, share }: StationRates, base: Honest, into: Float64Array): void {
  const constant = honestConstant(base);
  for (let i = 0; i < turnout.length; i++) {
    const a = (turnout[i]! - base.turnoutMean) / base.turnoutDeviation;
    const b = (share[i]! - base.shareMean) / base.shareDeviation;
    into[i] = constant * Math.exp(-0.5 * (a * a + b * b));
  }
}

/**
 * Density of stations with added and moved votes, by a Gauss–Legendre rule over the honest turnout t0.
 *
 * From t = t0 + x (1 − t0) and (1 − s) t = (1 − s0) t0 (1 − x^α), with g the density of x,
 * f(t, s) = ∫ g(x) φ_t(t0) φ_s(s0) t / ((1 − x^α) t0 (1 − t0)) dt0, x = (t − t0) / (1 − t0).
 * It needs no simulation: the likelihood is the same each time, to about six digits.
 */
export function manipulatedDensities(
  { turnout, share }: StationRates,
  parameters: Honest & { readonly alpha: number; readonly theta: number },
  kind: "incremental" | "extreme",
  into: Float64Array,
): void {
  const { turnoutMean, turnoutDeviation, shareMean, shareDeviation, alpha, theta } = parameters;
  const spread = kind === "extreme" ? EXTREME_SPREAD : theta;
  const [least, most] =
    kind === "extreme"
      ? [Math.max(1e-6, 1 - REACH * spread), 1 - 1e-9]
      : [0, Math.min(1 - 1e-6, REACH * spread)];
  const constant =
    (honestConstant(parameters) * Math.SQRT2) /
    (Math.sqrt(Math.PI) * spread * (2 * normalCdf(1 / spread) - 1));
  for (let i = 0; i < turnout.length; i++) {
    const [t, against] = [turnout[i]!, 1 - share[i]!];
    const low = Math.max(1e-4, turnoutMean - REACH * turnoutDeviation, (t - most) / (1 - most));
    const high = Math.min(t, turnoutMean + REACH * turnoutDeviation, (t - least) / (1 - least));
    if (high <= low) {
      into[i] = 0;
      continue;
    }
    const half = (high - low) / 2;
    let sum = 0;
    for (let node = 0; node < NODES.length; node++) {
      const t0 = low + half * (1 + NODES[node]!);
      const x = (t - t0) / (1 - t0);
      const kept = 1 - Math.exp(alpha * Math.log(x));
      const s0 = 1 - (against * t) / (kept * t0);
      if (!(s0 > 0)) continue;
      const a = (t0 - turnoutMean) / turnoutDeviation;
      const b = (s0 - shareMean) / shareDeviation;
      const c = (kind === "extreme" ? 1 - x : x) / spread;
      sum += (WEIGHTS[node]! * Math.exp(-0.5 * (a * a + b * b + c * c))) / (kept * t0 * (1 - t0));
    }
    into[i] = constant * half * sum * t;
  }
}

function honestConstant(base: Honest): number {
  const inside = (mean: number, deviation: number): number =>
    normalCdf((1 - mean) / deviation) - normalCdf(-mean / deviation);
  const within =
    inside(base.turnoutMean, base.turnoutDeviation) * inside(base.shareMean, base.shareDeviation);
  return 1 / (2 * Math.PI * base.turnoutDeviation * base.shareDeviation * within);
}

/**
 * Draws ballots and votes of stations with the given rolls from the model.
 *
 * @throws StatisticsError when a roll is no count, means lie outside (0, 1), deviations or θ, α are not above 0, or the
 * shares exceed one together
 */
export function drawKlimekCountry(
  registered: Counts,
  parameters: KlimekParameters,
  random: SeededRandom,
): SimulatedCountry {
  requireCounts("registered", registered);
  requireParameters(parameters);
  const ballots = new Float64Array(registered.length);
  const votes = new Float64Array(registered.length);
  const cut = (draw: () => number): number => {
    for (;;) {
      const value = draw();
      if (value > 0 && value < 1) return value;
    }
  };
  for (let i = 0; i < registered.length; i++) {
    const n = registered[i]!;
    const turnout = cut(() => parameters.turnoutMean + parameters.turnoutDeviation * random.normal());
    const share = cut(() => parameters.shareMean + parameters.shareDeviation * random.normal());
    let a = Math.floor(n * turnout);
    let v = Math.floor(a * share);
    const u = random.next();
    const { incremental, extreme, theta, alpha } = parameters;
    if (u < incremental + extreme) {
      const x =
        u < incremental
          ? cut(() => Math.abs(theta * random.normal()))
          : 1 - cut(() => Math.abs(EXTREME_SPREAD * random.normal()));
      const [added, moved] = [Math.floor(x * (n - a)), Math.floor(x ** alpha * (a - v))];
      a += added;
      v += added + moved;
    }
    ballots[i] = a;
    votes[i] = v;
  }
  return { ballots, votes: [votes] };
}

function requireParameters(parameters: KlimekParameters): void {
  for (const name of ["turnoutMean", "shareMean"] as const)
    requireBetween(`parameters.${name}`, parameters[name], 0, 1);
  for (const name of ["turnoutDeviation", "shareDeviation", "theta", "alpha"] as const)
    requireBetween(`parameters.${name}`, parameters[name], 0, Infinity);
  requireNumber("parameters.incremental", parameters.incremental, 0, 1);
  requireNumber("parameters.extreme", parameters.extreme, 0, 1 - parameters.incremental);
}

/** Nodes and weights of the 20-point Gauss–Legendre rule on [−1, 1], by Newton's method. */
const { nodes: NODES, weights: WEIGHTS } = (() => {
  const points = 20;
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let round = 0; round < 10; round++) {
      let [previous, value] = [1, x];
      for (let k = 2; k <= points; k++)
        [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
      slope = (points * (x * value - previous)) / (x * x - 1);
      x -= value / slope;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
})();
