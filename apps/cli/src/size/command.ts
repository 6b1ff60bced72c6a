import type { SpreadAssumption } from "@veedor/statistics";
import { ALLOCATION_RULES, designEffect, residualDeviation, sampleSizeForDesign } from "@veedor/statistics";
import { deviations } from "../draw/allocate.ts";
import { readFrameTable, strataSizes } from "../frame/frame-table.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs, OptionValues } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import type { SizeBasis } from "./output.ts";
import { sizeAsText } from "./output.ts";

const OPTIONS = {
  frame: { kind: "text" },
  votes: { kind: "text" },
  total: { kind: "text" },
  strata: { kind: "list" },
  allocation: { kind: "text", oneOf: ALLOCATION_RULES },
  minimum: { kind: "number", from: 1, to: 1_000_000, whole: true },
  margin: { kind: "number", from: 0.0001, to: 0.5 },
  level: { kind: "number", from: 0.5, to: 0.999999 },
  reporting: { kind: "number", from: 0.05, to: 1 },
  registered: { kind: "number", from: 1, to: 1e9, whole: true },
  stations: { kind: "number", from: 1, to: 1e8, whole: true },
  "design-effect": { kind: "number", from: 0.1, to: 10_000 },
} as const satisfies OptionSpecs;

type Basis = SizeBasis & { readonly spread: SpreadAssumption };

/** `veedor size`: stations that a wanted margin needs, from a previous election's spread or a stated assumption. */
export const size: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { messages, say } = terminal;
  if (values.help) {
    say(messages.text("terminal.help-size"));
    return 0;
  }
  const margin = required("margin", values.margin);
  const basis = await basisOf(values);
  const request = {
    margin,
    level: values.level ?? 0.95,
    reportingRate: values.reporting ?? 0.95,
    allocation: values.allocation ?? "proportional",
    minimum: values.minimum ?? (basis.strata.length > 1 ? 3 : 1),
  } as const;
  const found = sampleSizeForDesign({ ...request, sizes: basis.sizes, spread: basis.spread });
  const { strata, designEffect: effect, assumed } = basis;
  if (values.json) say(JSON.stringify({ ...found, strata, designEffect: effect, assumed }));
  else say(sizeAsText(found, basis, request, messages));
  return 0;
};

/** The basis that was given: a previous election or an assumption, never a bit of both. */
async function basisOf(values: OptionValues<typeof OPTIONS>): Promise<Basis> {
  const { frame, votes, total, strata, registered, stations, "design-effect": effect } = values;
  if (frame === undefined) {
    if (votes ?? total ?? strata) required("frame", frame);
    return assumption(registered, stations, effect);
  }
  if ((registered ?? stations ?? effect) !== undefined) throw new Problem("usage", "problems.size-two-bases");
  return previousElection(frame, required("votes", votes), required("total", total), strata ?? []);
}

async function previousElection(
  path: string,
  votes: string,
  total: string,
  columns: readonly string[],
): Promise<Basis> {
  const rows = await readFrameTable(path, { id: null, strata: columns, previous: { votes, total } });
  const sizes = strataSizes(rows);
  const overall = residualDeviation(
    rows.map((row) => row.votes),
    rows.map((row) => row.denominator),
  );
  const spread: SpreadAssumption = {
    kind: "previous-election",
    deviations: deviations(sizes, rows),
    meanDenominator: overall.meanDenominator,
    simpleDeviation: overall.deviation,
  };
  return {
    strata: [...sizes.keys()],
    sizes: [...sizes.values()],
    spread,
    designEffect: designEffect(overall),
    assumed: false,
  };
}

function assumption(
  registered: number | undefined,
  stations: number | undefined,
  effect: number | undefined,
): Basis {
  if (registered === undefined || stations === undefined || effect === undefined) {
    throw new Problem("usage", "problems.size-needs-basis");
  }
  if (registered < stations)
    throw new Problem("usage", "problems.registered-below-stations", { registered, stations });
  const spread: SpreadAssumption = {
    kind: "design-effect",
    designEffect: effect,
    votersPerStation: registered / stations,
  };
  return { strata: [""], sizes: [stations], spread, designEffect: effect, assumed: true };
}
