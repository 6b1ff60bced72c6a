import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireWithin } from "./arguments.ts";

const BINS = 100;
/** The peak is looked for below this bin: at full turnout stand hospitals, ships and barracks. */
const LAST_PEAK_BIN = 96;
/** Choices of the peak that are shown as plausible: bins whose smoothed others reach this share of the highest. */
const PLAUSIBLE = 0.5;
const WINDOW = 5;

/** The curve's excess under one choice of the peak. */
export type ShpilkinChoice = {
  readonly peakBin: number;
  /** leader's votes for each vote of the others at the peak */
  readonly ratio: number;
  /** Σ (leader − ratio · others) over all bins, in votes */
  readonly allBins: number;
  /** the same over bins of higher turnout than the peak */
  readonly rightOfPeak: number;
};

/**
 * @property leaderByBin, otherByBin votes by 1 % turnout bin (i/100, (i + 1)/100]
 * @property atPeak with the ratio of the single peak bin, `inWindow` with that of the five bins around it
 * @property choices of every plausible peak bin, both ratios
 * @property range lowest and highest excess right of the peak over these choices: the result, with `allBinsRange`
 */
export type ShpilkinCurve = {
  readonly stations: number;
  readonly leaderByBin: Float64Array;
  readonly otherByBin: Float64Array;
  readonly atPeak: ShpilkinChoice;
  readonly inWindow: ShpilkinChoice;
  readonly choices: readonly ShpilkinChoice[];
  readonly range: readonly [low: number, high: number];
  readonly allBinsRange: readonly [low: number, high: number];
};

/**
 * Shpilkin's curve: votes of the leader and of all others by turnout. If turnout had nothing to do with preference the
 * two curves would be proportional; the leader's votes above the others' times their ratio at the peak are the excess.
 *
 * It is a **range, not a number**: the peak can be chosen in several ways, and the excess moves by tens of per cent or
 * changes its sign with the choice. And turnout has to do with preference in most honest countries: where supporters
 * of one party live in places with high turnout (villages, the old), the excess is large without any manipulation.
 * It is never a count of stolen votes.
 *
 * @param input.fewestRegistered stations with fewer voters are left out; default 101 (more than 100)
 * @throws StatisticsError when sizes differ, a part exceeds its whole, or nobody voted for the others
 * @see Shpilkin (2009, 2018) as described by Kobak, Shpilkin & Pshenichnikov (2018), Significance 15 (4), 10-12
 */
export function shpilkinCurve(input: {
  readonly registered: Counts;
  readonly ballots: Counts;
  readonly votes: Counts;
  readonly fewestRegistered?: number;
}): ShpilkinCurve {
  const { registered, ballots, votes } = input;
  requireCounts("registered", registered);
  requireWithin(["ballots", ballots], ["registered", registered]);
  requireWithin(["votes", votes], ["ballots", ballots]);
  const fewest = requireInteger("fewestRegistered", input.fewestRegistered ?? 101, 1);
  const leaderByBin = new Float64Array(BINS);
  const otherByBin = new Float64Array(BINS);
  let stations = 0;
  for (let i = 0; i < registered.length; i++) {
    if (registered[i]! < fewest || ballots[i] === 0) continue;
    // The bin (b/100, (b + 1)/100]: in whole numbers, so that 65 % of 1,000 falls where it belongs.
    const bin = Math.ceil((100 * ballots[i]!) / registered[i]!) - 1;
    leaderByBin[bin]! += votes[i]!;
    otherByBin[bin]! += ballots[i]! - votes[i]!;
    stations += 1;
  }
  const smooth = otherByBin.map((_, bin) => windowSum(otherByBin, bin) / WINDOW);
  let peak = 0;
  for (let bin = 0; bin <= LAST_PEAK_BIN; bin++) if (smooth[bin]! > smooth[peak]!) peak = bin;
  if (!(smooth[peak]! > 0))
    throw new StatisticsError("not-computable", "ballots", stations, "must hold votes for the others");
  const choice = (peakBin: number, ratio: number) => excessOf(leaderByBin, otherByBin, peakBin, ratio);
  const single = (bin: number) => choice(bin, leaderByBin[bin]! / otherByBin[bin]!);
  const window = (bin: number) => choice(bin, windowSum(leaderByBin, bin) / windowSum(otherByBin, bin));
  const choices: ShpilkinChoice[] = [];
  for (let bin = 0; bin <= LAST_PEAK_BIN; bin++) {
    if (smooth[bin]! < PLAUSIBLE * smooth[peak]!) continue;
    if (otherByBin[bin]! > 0) choices.push(single(bin));
    choices.push(window(bin));
  }
  return {
    stations,
    leaderByBin,
    otherByBin,
    atPeak: otherByBin[peak]! > 0 ? single(peak) : window(peak),
    inWindow: window(peak),
    choices,
    range: rangeOf(choices.map((one) => one.rightOfPeak)),
    allBinsRange: rangeOf(choices.map((one) => one.allBins)),
  };
}

function windowSum(values: Float64Array, bin: number): number {
  let sum = 0;
  for (let at = Math.max(0, bin - 2); at <= Math.min(BINS - 1, bin + 2); at++) sum += values[at]!;
  return sum;
}

function excessOf(
  leader: Float64Array,
  others: Float64Array,
  peakBin: number,
  ratio: number,
): ShpilkinChoice {
  let allBins = 0;
  let rightOfPeak = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const excess = leader[bin]! - ratio * others[bin]!;
    allBins += excess;
    if (bin > peakBin) rightOfPeak += excess;
  }
  return { peakBin, ratio, allBins, rightOfPeak };
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
