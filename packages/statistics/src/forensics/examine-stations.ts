import { seededRandom } from "../random/index.ts";
import { requireInteger, StatisticsError } from "../statistics-error.ts";
import { requireLength } from "./arguments.ts";
import { cleanCountry } from "./clean-country.ts";
import type { ExaminationTest, ExaminedCountry, Measured } from "./examination-tests.ts";
import { EXAMINATION_TESTS, MEASURES, TWO_SIDED, withCounts } from "./examination-tests.ts";
import { benjaminiHochberg } from "./false-discovery.ts";
import type { SimulationBaseline, Statistic } from "./simulation-baseline.ts";
import { baselineOf } from "./simulation-baseline.ts";

/**
 * What one test found, beside the same country simulated without manipulation.
 *
 * @property code of the test; what innocent causes give the same is said by code, in the reader's language
 * @property statistic and `effect` in the test's own units
 * @property nominal p-value of the textbook, or null; read it only beside `baseline.falseAlarmRate`
 * @property baseline the statistic in simulated countries, with the p-value that counts (two-sided where the statistic
 * can be odd on either side)
 * @property qValue of that p-value over all tests of the examination (Benjamini–Hochberg)
 * @property drivers positions of the stations that make it up, first the strongest
 */
export type Finding = {
  readonly code: ExaminationTest;
  readonly statistic: number;
  readonly effect: number;
  readonly nominal: number | null;
  readonly baseline: SimulationBaseline;
  readonly qValue: number;
  readonly drivers: readonly number[];
};

/** A test that is not odd is simulated this often at least, and until so many simulated countries are as odd. */
const FEWEST_REPLICATES = 59;
const ENOUGH_AS_ODD = 12;

/** What was found, and the tests that could not be made of this file. */
export type Examination = {
  readonly stations: number;
  readonly findings: readonly Finding[];
  readonly notMade: readonly ExaminationTest[];
};

/**
 * All tests of a file of stations, each compared with the same country simulated without manipulation: the same rolls
 * and areas, ballots and votes drawn around the areas' own rates ({@link cleanCountry}).
 *
 * A small q-value says that the file differs from that simulation in this respect, and no more. It does not say why.
 *
 * @param country columns of the file; `choice` is the choice examined
 * Tests that are plainly not odd are simulated fewer times; each baseline says how many.
 *
 * @param options.replicates simulated countries at most, default 299: p-values are never below 1/300, so that a single
 * odd test among 14 can still reach a q-value of 0.05
 * @param options.tests by code; default all
 * @throws StatisticsError when columns contradict each other, or no test can be made
 */
export function examineStations(
  country: ExaminedCountry,
  options: {
    readonly seed: string;
    readonly replicates?: number;
    readonly tests?: readonly ExaminationTest[];
    readonly onReplicate?: (done: number) => void;
  },
): Examination {
  const replicates = requireInteger("options.replicates", options.replicates ?? 299, 1, 100_000);
  const draw = cleanCountry(country);
  requireInteger("country.choice", country.choice, 0, country.votes.length - 1);
  if (country.sections !== undefined)
    requireLength("country.sections", country.sections, country.registered.length);
  const asked = options.tests ?? EXAMINATION_TESTS;
  for (const code of asked)
    if (!EXAMINATION_TESTS.includes(code))
      throw new StatisticsError(
        "unknown-name",
        "options.tests",
        code,
        `must be of ${EXAMINATION_TESTS.join(", ")}`,
      );
  const made = asked.flatMap((code) => {
    const measured = MEASURES[code](country);
    return measured === null ? [] : [{ code, measured, drawn: [] as Statistic[] }];
  });
  if (made.length === 0)
    throw new StatisticsError(
      "not-computable",
      "country",
      asked.length,
      "has not the columns or counts of any test",
    );
  const random = seededRandom(options.seed);
  for (let replicate = 1; replicate <= replicates; replicate++) {
    const open = made.filter((one) => !isSettled(one));
    if (open.length === 0) break;
    const simulated = withCounts(country, draw(random));
    for (const { code, drawn } of open) {
      const one = MEASURES[code](simulated);
      drawn.push({ value: one?.value ?? 0, nominal: one?.nominal ?? null });
    }
    options.onReplicate?.(replicate);
  }
  const baselines = made.map(({ code, measured, drawn }) => baselineFor(code, measured, drawn));
  const qValues = benjaminiHochberg(baselines.map(({ pValue }) => pValue));
  return {
    stations: country.registered.length,
    findings: made.map(({ code, measured }, i) => ({
      code,
      statistic: measured.value,
      effect: measured.effect,
      nominal: measured.nominal,
      baseline: baselines[i]!,
      qValue: qValues[i]!,
      drivers: measured.drivers(),
    })),
    notMade: asked.filter((code) => !made.some((one) => one.code === code)),
  };
}

/**
 * Enough simulated countries on either side of the file: the test is not odd, and its p-value is known well enough.
 * (1 + k) / (1 + n) at such a stop is above Besag & Clifford's k / n, so it stays valid.
 *
 * @see Besag & Clifford (1991), Sequential Monte Carlo p-values, Biometrika 78, 301-304
 */
function isSettled({
  code,
  measured,
  drawn,
}: {
  code: ExaminationTest;
  measured: Measured;
  drawn: Statistic[];
}): boolean {
  if (drawn.length < FEWEST_REPLICATES) return false;
  const above = drawn.filter(({ value }) => value >= measured.value).length;
  if (!TWO_SIDED.has(code)) return above >= ENOUGH_AS_ODD;
  return Math.min(above, drawn.filter(({ value }) => value <= measured.value).length) >= ENOUGH_AS_ODD;
}

/** The baseline; where either side can be odd, the p-value is that of the distance from the simulated mean. */
function baselineFor(
  code: ExaminationTest,
  measured: Measured,
  drawn: readonly Statistic[],
): SimulationBaseline {
  const baseline = baselineOf(measured.value, drawn);
  if (!TWO_SIDED.has(code)) return baseline;
  const distance = (value: number): number => Math.abs(value - baseline.mean);
  const distances = drawn.map(({ value, nominal }) => ({ value: distance(value), nominal }));
  return { ...baseline, pValue: baselineOf(distance(measured.value), distances).pValue };
}
