import { integerPercentages } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { columnsOf } from "./forensics-columns.ts";

type Excess = Record<string, number>;
type File = {
  cases: { data: string; expected: { stations_used: number } & Record<string, Excess | number> }[];
};

/** Whole percentages of turnout and result against their exact null, by kind and weight. */
export function compareIntegerPercent(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const { data, expected } of (folder.json(`${method}/cases.json`) as File).cases) {
    tally.case(data, () => {
      const columns = columnsOf(folder, `data/${data}.csv`);
      const [registered, issued, ballots, leader] = ["registered", "issued", "ballots", "leader"].map(
        columns.count,
      ) as [number[], number[], number[], number[]];
      // Stations that cannot be are above 99 % and would be left out anyway.
      const used = registered
        .map((_, i) => i)
        .filter((i) => issued[i]! <= registered[i]! && leader[i]! <= ballots[i]!);
      const of = (column: readonly number[]): number[] => used.map((i) => column[i]!);
      const input = {
        registered: of(registered),
        ballots: of(issued),
        votes: of(leader),
        resultBase: of(ballots),
      };
      const weights: Readonly<Record<string, number[]>> = {
        registered: input.registered,
        issued: input.ballots,
        ballots: input.resultBase,
        leader: input.votes,
      };
      tally.exact("stations", integerPercentages(input).stations, expected.stations_used);
      for (const [name, values] of Object.entries(expected)) {
        if (typeof values === "number") continue;
        const [kind = "", by = ""] = name.split("_");
        const weight = weights[by];
        const found = integerPercentages(weight === undefined ? input : { ...input, weight })[
          kind as "either"
        ];
        tally.number(`${name}: observed`, found.observed, values["observed_exact_arithmetic"], "size");
        tally.number(`${name}: mean`, found.expected, values["null_mean"], "error");
        tally.number(`${name}: deviation`, found.standardDeviation, values["null_sd"], "error");
        tally.number(`${name}: excess`, found.excess, values["excess"], "error");
        tally.number(`${name}: z`, found.z, values["z"], "error");
      }
    });
  }
}
