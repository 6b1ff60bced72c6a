import { BENFORD_FIRST, BENFORD_SECOND, benjaminiHochberg, digitTest, lastDigits } from "@veedor/statistics";
import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { columnsOf } from "./forensics-columns.ts";

type Value = number | readonly number[];
type File = {
  benford_first: number[];
  benford_second: number[];
  benford_second_mean: number;
  benford_second_var: number;
  cases: { data: string; column: string; expected: Record<string, Record<string, Value>> }[];
  bh: { data: string; column: string; test: string; p: number; q_bh: number }[];
};

/** Digit tests against direct computation with scipy: every number, and the correction for their number. */
export function compareDigits(folder: ReferenceFolder, method: string, tally: Tally): void {
  const file = folder.json(`${method}/cases.json`) as File;
  const countsOf = (data: string, column: string) => columnsOf(folder, `data/${data}.csv`).count(column);
  tally.case("Benford’s law", () => {
    tally.numbers("first digit", BENFORD_FIRST, file.benford_first, "share");
    tally.numbers("second digit", BENFORD_SECOND, file.benford_second, "share");
    const moment = (power: number) => BENFORD_SECOND.reduce((sum, p, digit) => sum + p * digit ** power, 0);
    tally.number("mean of second digits", moment(1), file.benford_second_mean, "share");
    tally.number("their variance", moment(2) - moment(1) ** 2, file.benford_second_var, "error");
  });
  for (const { data, column, expected } of file.cases) {
    tally.case(`${data}, ${column}`, () => {
      const counts = countsOf(data, column);
      for (const [name, values] of Object.entries(expected)) {
        const found = ours(counts, name);
        for (const [what, value] of Object.entries(values)) {
          const quantity = what.startsWith("p_") || what === "p" ? "probability" : "error";
          if (typeof value === "number")
            tally.number(`${name}, ${what}`, found[what] as number, value, quantity);
          else tally.numbers(`${name}, ${what}`, found[what] as number[], value, "share");
        }
      }
    });
  }
  tally.case("Benjamini–Hochberg", () => {
    const pValues = file.bh.map((one) => ours(countsOf(one.data, one.column), one.test)["p"] as number);
    tally.numbers(
      "p",
      pValues,
      file.bh.map((one) => one.p),
      "probability",
    );
    tally.numbers(
      "q",
      benjaminiHochberg(pValues),
      file.bh.map((one) => one.q_bh),
      "probability",
    );
  });
}

/** The name of a reference value says place and least count: last_digit_mean_min100. */
function ours(counts: readonly number[], name: string): Record<string, Value> {
  const kind = name.replace(/_min\d+$/, "");
  const least = /_min(\d+)$/.exec(name)?.[1];
  if (kind === "count_0_or_5" || kind === "last_two") {
    const digits = lastDigits(counts, Number(least));
    const { n, zeroOrFive, repeated, adjacent, nonAdjacent } = digits;
    return {
      n,
      count: zeroOrFive.count,
      share: zeroOrFive.share,
      p_two_sided_exact: zeroOrFive.pValue,
      repeated: repeated.count,
      adjacent: adjacent.count,
      non_adjacent: nonAdjacent.count,
      expected_shares: [repeated.expected, adjacent.expected, nonAdjacent.expected],
      p_repeated_exact: repeated.pValue,
      p_adjacent_exact: adjacent.pValue,
      p_non_adjacent_exact: nonAdjacent.pValue,
    };
  }
  const place = kind.startsWith("first") ? "first" : kind.startsWith("second") ? "second" : "last";
  const test = least === undefined ? digitTest(counts, place) : digitTest(counts, place, Number(least));
  const { n, observed, expected, chiSquare, df, pValue, mean } = test;
  return kind.endsWith("_mean")
    ? {
        n,
        mean: mean.mean,
        null_mean: mean.expected,
        null_sd: mean.expectedDeviation,
        z: mean.z,
        p_two_sided: mean.pValue,
      }
    : { n, observed, expected_first: n * expected[0]!, chi2: chiSquare, df, p: pValue };
}
