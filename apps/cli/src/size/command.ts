import type { DesignSize, SpreadAssumption } from "@veedor/statistics";
import { ALLOCATION_RULES, designEffect, residualDeviation, sampleSizeForDesign } from "@veedor/statistics";
import type { Command } from "../commands.ts";
import { deviations } from "../draw/allocate.ts";
import { readFrameTable, strataSizes } from "../draw/frame-table.ts";
import { exactPercent } from "../terminal/exact-percent.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { printedTable } from "../terminal/table.ts";

const OPTIONS = {
  "frame": { kind: "text" },
  "votes": { kind: "text" },
  "total": { kind: "text" },
  "strata": { kind: "list" },
  "allocation": { kind: "text", oneOf: ALLOCATION_RULES },
  "minimum": { kind: "number", from: 1, to: 1_000_000, whole: true },
  "margin": { kind: "number", from: 0.0001, to: 0.5 },
  "level": { kind: "number", from: 0.5, to: 0.999999 },
  "reporting": { kind: "number", from: 0.05, to: 1 },
  "registered": { kind: "number", from: 1, to: 1e9, whole: true },
  "stations": { kind: "number", from: 1, to: 1e8, whole: true },
  "design-effect": { kind: "number", from: 0.1, to: 10_000 },
} as const satisfies OptionSpecs;

type Basis = {
  readonly strata: readonly string[];
  readonly sizes: readonly number[];
  readonly spread: SpreadAssumption;
  readonly designEffect: number;
  readonly assumed: boolean;
};

/** `veedor size`: stations that a wanted margin needs, from a previous election's spread or a stated assumption. */
export const size: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { messages, say } = terminal;
  if (values.help) {
    say(messages.text("terminal.help-size"));
    return 0;
  }
  const margin = required("margin", values.margin);
  const assumed = [values.registered, values.stations, values["design-effect"]];
  if (values.frame !== undefined && assumed.some((value) => value !== undefined)) throw new Problem("usage", "problems.size-two-bases");
  const previous = [values.votes, values.total, values.strata];
  if (values.frame === undefined && previous.some((value) => value !== undefined)) required("frame", values.frame);
  const basis = values.frame
    ? await previousElection(values.frame, required("votes", values.votes), required("total", values.total), values.strata ?? [])
    : assumption(values.registered, values.stations, values["design-effect"]);
  const request = {
    margin,
    level: values.level ?? 0.95,
    reportingRate: values.reporting ?? 0.95,
    allocation: values.allocation ?? "proportional",
    minimum: values.minimum ?? (basis.strata.length > 1 ? 3 : 1),
  } as const;
  const found = sampleSizeForDesign({ ...request, sizes: basis.sizes, spread: basis.spread });
  if (values.json) say(JSON.stringify({ ...found, strata: basis.strata, designEffect: basis.designEffect, assumed: basis.assumed }));
  else say(asText(found, basis, request));
  return 0;

  function asText(result: DesignSize, { strata, sizes, designEffect: effect, assumed }: Basis, asked: typeof request): string {
    const { text, number } = messages;
    const steps = result.steps.map((step) => [messages.textOf("sample", `step-${step.code}`) ?? step.code, number(step.value, 2)]);
    const table = printedTable([{ heading: text("sample.step") }, { heading: text("sample.value"), figures: true }], steps);
    const answer = text("sample.answer", {
      stations: result.stations,
      level: exactPercent(asked.level, messages),
      reporting: exactPercent(asked.reportingRate, messages),
      effect: number(effect, 1),
      expected: number(result.expectedMargin * 100, 3),
      margin: number(asked.margin * 100, 4),
    });
    const byStratum = strata.length < 2 ? [] : [
      "",
      printedTable(
        [{ heading: text("sample.stratum") }, { heading: "N_h", figures: true }, { heading: "n_h", figures: true }],
        strata.map((stratum, h) => [stratum, number(sizes[h] ?? 0), number(result.allocation[h] ?? 0)]),
      ),
    ];
    const said = [...(result.reached ? [] : [text("sample.not-reached")]), text(assumed ? "sample.assumed" : "sample.from-previous")];
    return ["", table, ...byStratum, "", answer, ...said, ""].join("\n");
  }
};

async function previousElection(path: string, votes: string, total: string, columns: readonly string[]): Promise<Basis> {
  const rows = await readFrameTable(path, { id: null, strata: columns, previous: { votes, total } });
  const sizes = strataSizes(rows);
  const overall = residualDeviation(rows.map((row) => row.votes), rows.map((row) => row.denominator));
  const spread: SpreadAssumption = {
    kind: "previous-election",
    deviations: deviations(sizes, rows),
    meanDenominator: overall.meanDenominator,
    simpleDeviation: overall.deviation,
  };
  return { strata: [...sizes.keys()], sizes: [...sizes.values()], spread, designEffect: designEffect(overall), assumed: false };
}

function assumption(registered: number | undefined, stations: number | undefined, effect: number | undefined): Basis {
  if (registered === undefined || stations === undefined || effect === undefined) {
    throw new Problem("usage", "problems.size-needs-basis");
  }
  if (registered < stations) throw new Problem("usage", "problems.registered-below-stations", { registered, stations });
  const spread: SpreadAssumption = { kind: "design-effect", designEffect: effect, votersPerStation: registered / stations };
  return { strata: [""], sizes: [stations], spread, designEffect: effect, assumed: true };
}
