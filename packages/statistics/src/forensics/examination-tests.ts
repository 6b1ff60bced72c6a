import { areaOutliers } from "./area-outliers.ts";
import type { CountryCounts, SimulatedCountry } from "./clean-country.ts";
import { digitTest } from "./digit-test.ts";
import { duplicateTallies, nearDuplicateTallies } from "./duplicate-tallies.ts";
import { fingerprint } from "./fingerprint.ts";
import { integerPercentages } from "./integer-percentage.ts";
import type { KlimekStatistics } from "./klimek-test.ts";
import { klimekStatistics } from "./klimek-test.ts";
import { lastDigits } from "./last-digits.ts";
import { sectionHomogeneity } from "./section-homogeneity.ts";
import { shpilkinCurve } from "./shpilkin-curve.ts";

/** The tests of an examination that are compared with a simulated country, by their codes. */
export const EXAMINATION_TESTS = [
  "second-digit",
  "last-digit",
  "round-numbers",
  "integer-percentages",
  "duplicates",
  "near-duplicates",
  "same-section",
  "turnout-outliers",
  "share-outliers",
  "vote-rate-skewness",
  "vote-rate-kurtosis",
  "klimek-incremental",
  "klimek-extreme",
  "shpilkin-excess",
] as const;
export type ExaminationTest = (typeof EXAMINATION_TESTS)[number];

/** The columns that the tests read: the file's, or a simulated country's in their place. */
export type ExaminedCountry = CountryCounts & {
  /** position of the choice examined */
  readonly choice: number;
  /** section of each station, where voters of one roll are sorted into several stations */
  readonly sections?: readonly string[];
};

/**
 * What a test found in one country.
 *
 * @property value the statistic: larger is odder, or for two-sided tests farther from the simulated middle
 * @property nominal the p-value of a textbook, which takes the null of the textbook for granted
 * @property effect size in the test's own unit (see the documentation of the code)
 * @property drivers finds the positions of the stations that make it up, first the strongest
 */
export type Measured = {
  readonly value: number;
  readonly nominal: number | null;
  readonly effect: number;
  readonly drivers: () => readonly number[];
};

/** At a false discovery rate of 5 % a station or section counts as far from the others. */
const DISCOVERY = 0.05;
const FEWEST_FOR_MODEL = 100;

type Measure = (country: ExaminedCountry) => Measured | null;

/** How each test is measured; null where the file lacks what it needs. */
export const MEASURES: Readonly<Record<ExaminationTest, Measure>> = {
  "second-digit": ({ votes, choice }) => digits(votes[choice]!, "second", 10),
  "last-digit": ({ votes, choice }) => digits(votes[choice]!, "last", 100),
  "round-numbers": ({ votes, choice }) => {
    const counts = votes[choice]!;
    if (!some(counts, (count) => count >= 100)) return null;
    const { zeroOrFive } = lastDigits(counts);
    const drivers = () => positions(counts, (count) => count >= 100 && count % 5 === 0);
    const effect = zeroOrFive.share - zeroOrFive.expected;
    return { value: effect, nominal: zeroOrFive.pValue, effect, drivers };
  },
  "integer-percentages": ({ registered, ballots, votes, choice }) => {
    const usable = some(
      registered,
      (n, i) =>
        n >= 100 &&
        ballots[i]! > 0 &&
        100 * ballots[i]! <= 99 * n &&
        100 * votes[choice]![i]! <= 99 * ballots[i]!,
    );
    if (!usable) return null;
    const { either, drivers } = integerPercentages({ registered, ballots, votes: votes[choice]! });
    return { value: either.z, nominal: either.pValue, effect: either.excess, drivers: () => drivers };
  },
  duplicates: ({ votes }) => {
    if (votes.length < 3) return null;
    const { pairs, groups } = duplicateTallies(votes);
    return { value: pairs, nominal: null, effect: pairs, drivers: () => groups.flat() };
  },
  "near-duplicates": ({ votes, areas, sections, registered }) => {
    const places = sections ?? areas;
    const large = votes.filter((column) => total(column) >= 5 * registered.length);
    if (places === undefined || large.length < 3) return null;
    const pairs = nearDuplicateTallies(votes, places);
    return {
      value: pairs.length,
      nominal: null,
      effect: pairs.length,
      drivers: () => pairs.flatMap(({ first, second }) => [first, second]),
    };
  },
  "same-section": ({ ballots, votes, choice, sections }) => {
    if (sections === undefined || new Set(sections).size === sections.length) return null;
    const found = sectionHomogeneity({ votes: votes[choice]!, total: ballots, sections });
    const odd = found.sections.filter(({ adjustedQ }) => adjustedQ < DISCOVERY);
    return {
      value: odd.length,
      nominal: null,
      effect: odd.length / found.sections.length,
      drivers: () => odd.flatMap(({ stations }) => stations),
    };
  },
  "turnout-outliers": ({ registered, ballots, areas }) => outliers(ballots, registered, areas),
  "share-outliers": ({ ballots, votes, choice, areas }) => outliers(votes[choice]!, ballots, areas),
  "vote-rate-skewness": (country) => shapeOf(country, ({ skewness }) => skewness),
  "vote-rate-kurtosis": (country) => shapeOf(country, ({ kurtosis }) => kurtosis - 3),
  "klimek-incremental": (country) => klimek(country, "incremental"),
  "klimek-extreme": (country) => klimek(country, "extreme"),
  "shpilkin-excess": ({ registered, ballots, votes, choice }) => {
    const counts = votes[choice]!;
    if (!some(registered, (n, i) => n > 100 && ballots[i]! > counts[i]!)) return null;
    const { inWindow } = shpilkinCurve({ registered, ballots, votes: counts });
    const high = () =>
      positions(registered, (n, i) => n > 100 && 100 * ballots[i]! > (inWindow.peakBin + 1) * n);
    const excess = (i: number): number => counts[i]! - inWindow.ratio * (ballots[i]! - counts[i]!);
    const drivers = () =>
      high()
        .filter((i) => excess(i) > 0)
        .sort((a, b) => excess(b) - excess(a));
    const share = inWindow.rightOfPeak / Math.max(1, total(counts));
    return { value: share, nominal: null, effect: inWindow.rightOfPeak, drivers };
  },
};

/** Tests whose statistic can be odd on either side. */
export const TWO_SIDED: ReadonlySet<ExaminationTest> = new Set([
  "round-numbers",
  "vote-rate-skewness",
  "vote-rate-kurtosis",
  "shpilkin-excess",
]);

/** The file's country with the counts of a simulated one. */
export function withCounts(country: ExaminedCountry, simulated: SimulatedCountry): ExaminedCountry {
  return { ...country, ballots: simulated.ballots, votes: simulated.votes };
}

function digits(counts: ArrayLike<number>, place: "second" | "last", minimum: number): Measured | null {
  if (!some(counts, (count) => count >= minimum)) return null;
  const { chiSquare, pValue, effect, observed, expected, n } = digitTest(counts, place, minimum);
  // The digit that stands most above its expectation, and the stations that have it.
  const above = observed.map((count, digit) => (count - n * expected[digit]!) / Math.sqrt(expected[digit]!));
  const most = above.indexOf(Math.max(...above));
  const drivers = () =>
    positions(counts, (count) => {
      if (count < minimum) return false;
      return place === "last" ? count % 10 === most : String(count)[1] === String(most);
    });
  return { value: chiSquare, nominal: pValue, effect, drivers };
}

function outliers(
  part: ArrayLike<number>,
  whole: ArrayLike<number>,
  areas: readonly string[] | undefined,
): Measured | null {
  if (!some(whole, (count) => count > 0)) return null;
  const far = areaOutliers(part, whole, areas ?? Array.from({ length: whole.length }, () => ""))
    .filter(({ qValue }) => qValue < DISCOVERY)
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  const counts = far.reduce((sum, one) => sum + Math.abs(one.counts), 0);
  return {
    value: far.length,
    nominal: null,
    effect: counts,
    drivers: () => far.map(({ station }) => station),
  };
}

function shapeOf(
  { registered, ballots, votes, choice }: ExaminedCountry,
  of: (moments: { skewness: number; kurtosis: number }) => number,
): Measured | null {
  if (positions(ballots, (count) => count > 0).length < 3) return null;
  const { logVoteRate } = fingerprint({ registered, ballots, votes: votes[choice]! });
  if (logVoteRate.n < 3) return null;
  const value = of(logVoteRate);
  return { value, nominal: null, effect: value, drivers: () => [] };
}

/** Both parts of the model come of one computation, so the last country's is kept while its other part is asked. */
const kept = new WeakMap<ExaminedCountry, KlimekStatistics>();

function klimek(country: ExaminedCountry, part: "incremental" | "extreme"): Measured | null {
  const { registered, ballots } = country;
  const votes = country.votes[country.choice]!;
  if (positions(ballots, (count) => count > 0).length < FEWEST_FOR_MODEL) return null;
  const found = kept.get(country) ?? klimekStatistics({ registered, ballots, votes });
  kept.set(country, found);
  const value = found[part];
  const corner = (i: number): boolean =>
    ballots[i]! > 0.85 * registered[i]! && votes[i]! > 0.85 * ballots[i]!;
  const drivers = () => (part === "extreme" && value > 0 ? positions(ballots, (_, i) => corner(i)) : []);
  return { value, nominal: null, effect: value, drivers };
}

function positions(counts: ArrayLike<number>, has: (count: number, i: number) => boolean): number[] {
  return Array.from({ length: counts.length }, (_, i) => i).filter((i) => has(counts[i]!, i));
}

function some(counts: ArrayLike<number>, has: (count: number, i: number) => boolean): boolean {
  for (let i = 0; i < counts.length; i++) if (has(counts[i]!, i)) return true;
  return false;
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
}
