import type { Contest, Frame, Station, StationCode } from "@veedor/domain";
import type { AnalysisPlan, SampleDesign } from "@veedor/quick-count";
import { sampleDesign, withColumns } from "@veedor/quick-count";
import type { Context } from "../context.ts";
import { frameVersion, stationsOf } from "../frames/index.ts";
import { contestById } from "../missions/index.ts";
import { type FrozenPlan, frozenPlan } from "../plans/index.ts";
import { type DrawnSample, drawnSample, stratumBy } from "../samples/index.ts";
import { columnCounts } from "./store.ts";

/** Everything about a contest's quick count that is settled before reports come. */
export type Evening = {
  readonly mission: string;
  readonly contest: Contest;
  readonly plan: FrozenPlan;
  readonly sample: string;
  readonly frame: { readonly id: string; readonly hash: string };
  readonly design: SampleDesign;
};

type Database = Pick<Context, "database">;

/** What a contest's estimates are made by; `null` before a plan is frozen and a sample drawn. */
export async function readEvening(context: Database, id: string): Promise<Evening | null> {
  const { query } = context.database;
  const [contest, plan] = await Promise.all([contestById(query, id), frozenPlan(context, id)]);
  if (contest === null || plan === null) return null;
  const sample = await drawnSample(context, contest.election);
  if (sample === null) return null;
  const frame = await frameVersion(query, sample.frame);
  if (frame === null) return null;
  const design = await designOf(context, plan.plan, sample, frame);
  return {
    mission: contest.mission,
    contest: contest.contest,
    plan,
    sample: sample.id,
    frame: { id: frame.id, hash: frame.hash },
    design,
  };
}

/**
 * Ties the sample to the frame that it was drawn from. Of the frame only those columns are read that plan and strata
 * name: a country has 170,000 stations, and a few hundred combinations of their values.
 */
async function designOf(
  { database }: Database,
  plan: AnalysisPlan,
  sample: DrawnSample,
  frame: {
    readonly id: string;
    readonly areaLevels: readonly string[];
    readonly attributeNames: readonly string[];
  },
): Promise<SampleDesign> {
  const { strataColumns, mergedInto, stations } = sample;
  const region = plan.collapse.rule === "neighbour" ? plan.collapse.region : null;
  const columns = [
    ...new Set([
      ...strataColumns,
      ...(region === null ? [] : [region]),
      ...(plan.postStrata?.columns ?? []),
      ...plan.watch,
    ]),
  ];
  const counts = await columnCounts(database.query, frame, columns);
  const codes = stations.map(({ code }) => code);
  const known = new Map<string, Station>(
    (await stationsOf(database.query, frame.id, codes)).map((station) => [station.code, station]),
  );
  const whole: Frame = { version: 0, ...frame, stations: [] };
  const drawn = codes.flatMap((code) => {
    const station = known.get(code);
    return station === undefined ? [] : [withColumns(whole, station)];
  });
  return sampleDesign({
    frame: condensedFrame(columns, counts),
    plan,
    strataColumns,
    stratumOf: stratumBy(strataColumns, mergedInto),
    sample: drawn,
  });
}

/** A frame of as many stations with the same values in the named columns, and nothing else about them. */
function condensedFrame(
  columns: readonly string[],
  counts: readonly { readonly values: readonly string[]; readonly stations: number }[],
): Frame {
  const stations: Station[] = [];
  for (const { values, stations: count } of counts) {
    const attributes = Object.fromEntries(columns.map((column, i) => [column, values[i] ?? ""]));
    const station: Station = {
      code: "" as StationCode,
      formerCode: null,
      areas: [],
      centre: attributes["centre"] ?? null,
      registered: null,
      attributes,
    };
    for (let i = 0; i < count; i++) stations.push(station);
  }
  return { version: 0, areaLevels: [], attributeNames: columns, stations };
}
