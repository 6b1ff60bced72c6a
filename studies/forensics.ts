import type { ExaminationTest, ExaminedCountry } from "@veedor/statistics";
import { EXAMINATION_TESTS, examineStations, seededRandom } from "@veedor/statistics";

const COUNTRIES = 60;
const REPLICATES = 19;
/** p-values at most this count as an alarm. With 19 replicates the smallest is 0.05, so an honest test alarms in 5 %. */
const LEVEL = 0.05;
const AREAS = 12;
const STATIONS = 25;

type Planted = {
  readonly registered: number[];
  readonly ballots: number[];
  readonly votes: number[][];
  readonly areas: string[];
};

/** What is done to a country's sheets before it is examined; `none` is the false-alarm rate. */
const MANIPULATIONS: readonly { readonly name: string; readonly apply: (country: Planted) => void }[] = [
  { name: "none", apply: () => undefined },
  {
    name: "3 sheets copied to other areas",
    apply: ({ registered, ballots, votes }) => {
      for (const [from, to] of [
        [3, 90],
        [40, 130],
        [120, 250],
      ] as const) {
        registered[to] = Math.max(registered[to]!, ballots[from]!);
        ballots[to] = ballots[from]!;
        for (const column of votes) column[to] = column[from]!;
      }
    },
  },
  {
    name: "2 % of stations: 70 % of the absent added",
    apply: ({ registered, ballots, votes }) => {
      for (let i = 0; i < ballots.length; i += 50) {
        const added = Math.floor(0.7 * (registered[i]! - ballots[i]!));
        ballots[i]! += added;
        votes[0]![i]! += added;
      }
    },
  },
  {
    name: "2 % of stations: 70 % of the others’ votes moved",
    apply: ({ ballots, votes }) => {
      for (let i = 0; i < ballots.length; i += 50) {
        for (const column of votes.slice(1)) {
          const moved = Math.floor(0.7 * column[i]!);
          column[i]! -= moved;
          votes[0]![i]! += moved;
        }
      }
    },
  },
  {
    name: "10 % of stations: ballots added up to the next whole percentage but two",
    apply: ({ registered, ballots, votes }) => {
      for (let i = 0; i < ballots.length; i += 10) {
        const percent = Math.ceil((100 * ballots[i]!) / registered[i]!) + 3;
        const made = Math.min(registered[i]!, Math.round((registered[i]! * percent) / 100));
        votes[0]![i]! += made - ballots[i]!;
        ballots[i] = made;
      }
    },
  },
  {
    name: "every station: 5 % of the others’ votes moved",
    apply: ({ ballots, votes }) => {
      for (let i = 0; i < ballots.length; i++) {
        for (const column of votes.slice(1)) {
          const moved = Math.round(0.05 * column[i]!);
          column[i]! -= moved;
          votes[0]![i]! += moved;
        }
      }
    },
  },
];

/** An honest country: areas with rates of their own, stations that vary inside them on the logit scale. */
function honestCountry(seed: string): Planted {
  const random = seededRandom(seed);
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
  const country: Planted = { registered: [], ballots: [], votes: [[], [], []], areas: [] };
  for (let area = 0; area < AREAS; area++) {
    const turnout = 0.3 + 0.3 * random.normal();
    const first = -0.2 + 0.4 * random.normal();
    const second = 0.3 * random.normal();
    for (let i = 0; i < STATIONS; i++) {
      const registered = 350 + random.integer(700);
      const ballots = random.binomial(registered, logistic(turnout + 0.2 * random.normal()));
      const forFirst = random.binomial(ballots, logistic(first + 0.25 * random.normal()));
      const forSecond = random.binomial(ballots - forFirst, logistic(second + 0.25 * random.normal()));
      const forThird = random.binomial(ballots - forFirst - forSecond, 0.9);
      country.registered.push(registered);
      country.ballots.push(ballots);
      country.areas.push(`area ${area}`);
      [forFirst, forSecond, forThird].forEach((votes, choice) => country.votes[choice]!.push(votes));
    }
  }
  return country;
}

/** How often each test had a p-value at most 5 %, and how often any had a q-value at most 5 %. */
export type AlarmRates = {
  readonly manipulation: string;
  readonly byTest: ReadonlyMap<ExaminationTest, number>;
  readonly any: number;
};

/** Examines honest countries as they are and after each manipulation. The simulator knows nothing of either. */
export function alarmRates(countries = COUNTRIES): AlarmRates[] {
  return MANIPULATIONS.map(({ name, apply }) => {
    const alarms = new Map<ExaminationTest, number>();
    let any = 0;
    for (let k = 0; k < countries; k++) {
      const country = honestCountry(`country ${k}`);
      apply(country);
      const examined: ExaminedCountry = { ...country, choice: 0 };
      const { findings } = examineStations(examined, { seed: `examined ${k}`, replicates: REPLICATES });
      for (const { code, baseline } of findings)
        if (baseline.pValue <= LEVEL) alarms.set(code, (alarms.get(code) ?? 0) + 1);
      if (findings.some(({ qValue }) => qValue <= LEVEL)) any += 1;
    }
    const byTest = new Map(
      EXAMINATION_TESTS.flatMap((code) =>
        code === "same-section" ? [] : [[code, (alarms.get(code) ?? 0) / countries]],
      ),
    );
    return { manipulation: name, byTest, any: any / countries };
  });
}

/** The page docs/method/forensics-simulation.md. */
export function alarmDocument(rates: readonly AlarmRates[]): string {
  const percent = (rate: number): string => `${Math.round(rate * 100)} %`;
  const columns = rates.map(({ manipulation }) => manipulation);
  const tests = [...(rates[0]?.byTest.keys() ?? [])];
  const rows = tests.map(
    (test) => `| \`${test}\` | ${rates.map(({ byTest }) => percent(byTest.get(test) ?? 0)).join(" | ")} |`,
  );
  return [
    "# How often the forensic tests raise an alarm, with and without manipulation",
    "",
    `Made by \`npm run simulate\`: ${COUNTRIES} honest countries of ${AREAS * STATIONS} stations in ${AREAS} areas, made otherwise than the simulator makes them (normal on the logit scale), examined as they are and after each manipulation, with ${REPLICATES} simulated countries each. A cell is the share of countries in which the test has p ≤ 5 %; the first column is the **false-alarm rate**, which should be 5 %. Its own error is ±6 percentage points (two standard errors). A short version runs in the tests. The chapter is [forensics.md](forensics.md).`,
    "",
    `| test | ${columns.join(" | ")} |`,
    `| --- | ${columns.map(() => "---:").join(" | ")} |`,
    ...rows,
    "",
    "What to read from it: copied sheets, and stations made unlike their neighbours, are found by the tests made for them; added votes also by Klimek’s model and the vote rate. Digits find nothing here. Votes moved **alike in every station** are found by no test at all: there is nothing left to compare with.",
    "",
  ].join("\n");
}
