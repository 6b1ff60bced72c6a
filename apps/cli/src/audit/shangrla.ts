import { fileOnDisk, openTable } from "@veedor/authority-files";
import type { MeanHypothesis, SequentialTest } from "@veedor/statistics";
import {
  alphaTest,
  bettingTest,
  drawsUntil,
  kaplanKolmogorovTest,
  kaplanMarkovTest,
  kaplanWaldTest,
} from "@veedor/statistics";
import { wholeRows } from "../table-files/cell-reader.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { USUAL_RISK_LIMIT } from "./contest-options.ts";
import { verdict } from "./output.ts";

const TESTS = ["alpha", "betting", "kaplan-markov", "kaplan-wald", "kaplan-kolmogorov"] as const;
/** Keeps a value of 0 from ending a Kaplan test. */
const PADDING = 0.1;

const OPTIONS = {
  value: { kind: "text" },
  test: { kind: "text", oneOf: TESTS },
  "null-mean": { kind: "number", from: 0, to: 1_000_000 },
  "upper-bound": { kind: "number", from: 0, to: 1_000_000 },
  population: { kind: "number", from: 1, to: 10_000_000_000, whole: true },
  alternative: { kind: "number", from: 0, to: 1_000_000 },
  "risk-limit": { kind: "number", from: 0.0001, to: 0.5 },
} as const satisfies OptionSpecs;

/** `veedor audit shangrla`: the sequential p-value of any assorter, from its values in the order drawn. */
export const shangrla: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const draws = await readValues(file, values.value ?? "value");
  const hypothesis: MeanHypothesis = {
    mean: values["null-mean"] ?? 0.5,
    upperBound: values["upper-bound"] ?? 1,
    ...(values.population === undefined ? {} : { population: values.population }),
  };
  const riskLimit = values["risk-limit"] ?? USUAL_RISK_LIMIT;
  const test = values.test ?? "betting";
  const { pValue, history } = {
    alpha: (): SequentialTest => {
      const mean = required("alternative", values.alternative);
      return alphaTest(draws, hypothesis, { kind: "shrink-truncate", mean });
    },
    betting: () => bettingTest(draws, hypothesis, { kind: "fraction", fraction: 1 - PADDING }),
    "kaplan-markov": () => kaplanMarkovTest(draws, hypothesis, { padding: PADDING }),
    "kaplan-wald": () => kaplanWaldTest(draws, hypothesis, { padding: PADDING }),
    "kaplan-kolmogorov": () => kaplanKolmogorovTest(draws, hypothesis, { padding: PADDING }),
  }[test]();
  const reachedAfter = drawsUntil(history, riskLimit);
  const confirmed = pValue <= riskLimit;
  if (values.json) {
    const drawn = draws.length;
    terminal.say(
      JSON.stringify({ method: "shangrla", test, riskLimit, drawn, pValue, confirmed, reachedAfter }),
    );
    return 0;
  }
  const { messages } = terminal;
  const reached =
    reachedAfter === null ? [] : [messages.text("auditing.reached-after", { draws: reachedAfter })];
  const lines = [
    verdict(pValue, riskLimit, messages),
    ...reached,
    "",
    messages.text("auditing.sequence-assumes"),
  ];
  terminal.say(["", ...lines, ""].join("\n"));
  return 0;
};

/** A column of numbers, each from 0, in the order of the file. */
async function readValues(path: string, column: string): Promise<Float64Array> {
  const table = await openTable(fileOnDisk(path));
  const position = table.columns.indexOf(column);
  if (position < 0) {
    const columns = table.columns.join(", ");
    throw new Problem("data", "problems.column-missing", { path, column, columns });
  }
  const values: number[] = [];
  for await (const { line, cells } of wholeRows(path, table)) {
    const cell = (cells[position] ?? "").trim();
    if (!/^\d+(\.\d+)?(e-?\d+)?$/i.test(cell)) {
      const shown = { path, line, column, cell: cell.slice(0, 40) };
      throw new Problem("data", "auditing.not-a-value", shown);
    }
    values.push(Number(cell));
  }
  if (values.length === 0) throw new Problem("data", "problems.no-rows", { path });
  return Float64Array.from(values);
}
