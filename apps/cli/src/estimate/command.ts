import { DEGREES_OF_FREEDOM_RULES, LONELY_RULES, StratifiedEstimator } from "@veedor/statistics";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { estimateAsJson, estimateAsText } from "./output.ts";
import type { EstimateRequest } from "./request.ts";
import type { SampleColumns, SampleRow } from "./sample-file.ts";
import { readSampleFile } from "./sample-file.ts";
import { checkSampleAgainstStrata, readStrataFile, strataOfSample } from "./strata-file.ts";
import { estimateWarnings } from "./warnings.ts";

const OPTIONS = {
  id: { kind: "text" },
  choices: { kind: "list" },
  total: { kind: "text" },
  ballots: { kind: "text" },
  registered: { kind: "text" },
  stratum: { kind: "text" },
  "stratum-size": { kind: "text" },
  "strata-file": { kind: "text" },
  population: { kind: "number", from: 1, to: 100_000_000, whole: true },
  lonely: { kind: "text", oneOf: LONELY_RULES },
  df: { kind: "text", oneOf: DEGREES_OF_FREEDOM_RULES },
  level: { kind: "number", from: 0.5, to: 0.999999 },
} as const satisfies OptionSpecs;

/** `veedor estimate SAMPLE.csv`: shares, lead and turnout from a sample of tally sheets, with margins. */
export const estimate: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  if (values.help) {
    terminal.say(terminal.messages.text("terminal.help-estimate"));
    return 0;
  }
  const columns: SampleColumns = {
    id: values.id ?? null,
    choices: required("choices", values.choices),
    total: required("total", values.total),
    ballots: values.ballots ?? null,
    registered: values.registered ?? null,
    stratum: values.stratum ?? null,
    stratumSize: values["stratum-size"] ?? null,
  };
  const strataFile = values["strata-file"];
  checkCombination(columns, strataFile, values.population);
  const rows = await readSampleFile(file, columns);
  const strata = strataFile
    ? await readStrataFile(strataFile)
    : strataOfSample(file, rows, values.population ?? null);
  checkSampleAgainstStrata(file, rows, strata);
  const request: EstimateRequest = {
    columns,
    strata,
    strataDeclared: strataFile !== undefined,
    lonely: values.lonely ?? "collapse-variance",
    degreesOfFreedom: values.df ?? "welch",
    level: values.level ?? 0.95,
  };
  checkComputable(file, rows, request);
  const estimator = estimatorOf(request, rows);
  const result = estimator.estimate({ level: request.level, degreesOfFreedom: request.degreesOfFreedom });
  const warnings = estimateWarnings(request, rows, result);
  if (values.json) terminal.say(estimateAsJson(request, result, warnings));
  else terminal.say(estimateAsText(request, result, warnings, terminal.messages));
  return 0;
};

function estimatorOf(request: EstimateRequest, rows: readonly SampleRow[]): StratifiedEstimator {
  const index = new Map(request.strata.map((stratum, h) => [stratum.name, h]));
  const estimator = new StratifiedEstimator({
    choices: request.columns.choices.length,
    separateBallots: true,
    registered: request.columns.registered !== null,
    strata: request.strata,
    lonely: request.lonely,
  });
  for (const row of rows) {
    estimator.add({
      stratum: index.get(row.stratum) ?? -1,
      votes: row.votes,
      denominator: row.total,
      ballots: row.ballots,
      ...(row.registered === null ? {} : { registered: row.registered }),
    });
  }
  return estimator;
}

/** Votes to share out, and the second report without which there is no margin. */
function checkComputable(
  path: string,
  rows: readonly SampleRow[],
  { columns, strata }: EstimateRequest,
): void {
  if (rows.every((row) => row.total === 0))
    throw new Problem("data", "problems.no-votes", { path, column: columns.total });
  const stations = strata.reduce((sum, { size }) => sum + (size ?? Infinity), 0);
  if (rows.filter((row) => row.total > 0).length === 1 && rows.length < stations)
    throw new Problem("data", "problems.one-report", { path });
}

/** Options that make sense only together, or never together. */
function checkCombination(
  columns: SampleColumns,
  strataFile: string | undefined,
  population: number | undefined,
): void {
  if (columns.stratum === null && strataFile !== undefined)
    throw new Problem("usage", "problems.strata-file-needs-stratum");
  if (columns.ballots !== null && columns.registered === null)
    throw new Problem("usage", "problems.option-missing", { option: "--registered" });
  if (columns.stratum !== null && population !== undefined)
    throw new Problem("usage", "problems.population-with-strata");
  if (columns.stratum !== null && columns.stratumSize === null && strataFile === undefined) {
    throw new Problem("usage", "problems.stratum-needs-size");
  }
  const columnsNamed = [...columns.choices, columns.total, columns.registered, columns.stratum].filter(
    (name) => name !== null,
  );
  const twice = columnsNamed.find((name, i) => columnsNamed.indexOf(name) !== i);
  if (twice !== undefined) throw new Problem("usage", "problems.column-twice", { column: twice });
}
