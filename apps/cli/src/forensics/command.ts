import type { ExaminationTest } from "@veedor/statistics";
import { EXAMINATION_TESTS } from "@veedor/statistics";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs, OptionValues } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import type { ExaminationRequest } from "./examination.ts";
import { examine } from "./examination.ts";
import { examinationAsText } from "./output.ts";
import { examinationAsJson } from "./output-json.ts";
import type { StationColumns, StationsFile } from "./stations-file.ts";
import { readStationsFile } from "./stations-file.ts";

const OPTIONS = {
  id: { kind: "text" },
  registered: { kind: "text" },
  ballots: { kind: "text" },
  choices: { kind: "list" },
  choice: { kind: "text" },
  rival: { kind: "text" },
  areas: { kind: "list" },
  section: { kind: "text" },
  previous: { kind: "text" },
  "previous-total": { kind: "text" },
  arrival: { kind: "text" },
  "late-after": { kind: "number", from: 0, to: 1e12, whole: true },
  tests: { kind: "list" },
  replicates: { kind: "number", from: 19, to: 9999, whole: true },
  seed: { kind: "text" },
  stations: { kind: "number", from: 1, to: 1000, whole: true },
} as const satisfies OptionSpecs;

/** `veedor forensics FILE`: tests of a file of stations, each beside the same country simulated. */
export const forensics: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const { messages, say, tell } = terminal;
  if (values.help) {
    say(messages.text("terminal.help-forensics"));
    return 0;
  }
  const columns = columnsOf(values);
  const { choices } = columns;
  const asked = {
    choice: positionOf("choice", values.choice, choices),
    rival: positionOf("rival", values.rival, choices),
  };
  const tests = (values.tests ?? EXAMINATION_TESTS).map(requireTest);
  const stations = await readStationsFile(file, columns);
  const request: ExaminationRequest = {
    choices,
    ...leadOf(stations, asked),
    tests,
    replicates: values.replicates ?? 299,
    seed: values.seed ?? "veedor",
    lateAfter: values["late-after"] ?? null,
  };
  // A lead is over somebody: with a single column of votes there is no late shift to speak of.
  if (request.lateAfter !== null && request.rival === null) required("rival", values.rival);
  const step = Math.max(1, Math.round(request.replicates / 5));
  const found = examine(stations, request, (done) => {
    if (done % step === 0 && done < request.replicates)
      tell(messages.text("forensics.progress", { done, replicates: request.replicates }));
  });
  const shown = values.stations ?? 8;
  if (values.json) say(examinationAsJson(stations, request, found));
  else say(examinationAsText({ stations, request, found, columns, shown }, messages));
  return 0;
};

/** The columns that were named; those that make sense only together are asked for together. */
function columnsOf(values: OptionValues<typeof OPTIONS>): StationColumns {
  if (values.arrival !== undefined) {
    required("late-after", values["late-after"]);
    required("areas", values.areas);
  }
  if (values["late-after"] !== undefined) required("arrival", values.arrival);
  const columns: StationColumns = {
    id: values.id ?? null,
    registered: required("registered", values.registered),
    ballots: required("ballots", values.ballots),
    choices: required("choices", values.choices),
    areas: values.areas ?? [],
    section: values.section ?? null,
    previous: bothOrNone(values.previous, values["previous-total"]),
    arrival: values.arrival ?? null,
  };
  checkDistinct(columns);
  return columns;
}

/** The choice examined and its rival: those asked for, else the ones with most votes. */
function leadOf(
  stations: StationsFile,
  asked: { readonly choice: number | null; readonly rival: number | null },
): { choice: number; rival: number | null } {
  const order = byVotes(stations);
  const choice = asked.choice ?? order[0] ?? 0;
  return { choice, rival: asked.rival ?? order.find((other) => other !== choice) ?? null };
}

function bothOrNone(votes: string | undefined, total: string | undefined): StationColumns["previous"] {
  if (votes === undefined && total === undefined) return null;
  return { votes: required("previous", votes), total: required("previous-total", total) };
}

/** Position of a choice that was named, or null when none was. */
function positionOf(option: string, name: string | undefined, choices: readonly string[]): number | null {
  if (name === undefined) return null;
  const at = choices.indexOf(name);
  if (at >= 0) return at;
  const values = { option: `--${option}`, value: name, known: choices.join(", ") };
  throw new Problem("usage", "problems.option-unknown-word", values);
}

function requireTest(name: string): ExaminationTest {
  const test = EXAMINATION_TESTS.find((one) => one === name);
  if (test !== undefined) return test;
  const values = { option: "--tests", value: name, known: EXAMINATION_TESTS.join(", ") };
  throw new Problem("usage", "problems.option-unknown-word", values);
}

function checkDistinct(columns: StationColumns): void {
  const named = [columns.registered, columns.ballots, ...columns.choices];
  const twice = named.find((name, i) => named.indexOf(name) !== i);
  if (twice !== undefined) throw new Problem("usage", "problems.column-twice", { column: twice });
}

/** Positions of the choices, most votes first. */
function byVotes({ votes }: StationsFile): number[] {
  const totals = votes.map((column) => column.reduce((sum, count) => sum + count, 0));
  return totals.map((_, choice) => choice).sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0));
}
