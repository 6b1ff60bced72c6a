import { DENOMINATORS } from "@veedor/domain";
import { DEGREES_OF_FREEDOM_RULES, LONELY_RULES } from "@veedor/statistics";
import { z } from "zod";
import { readStrictly } from "./read-strictly.ts";

const fraction = z.number().min(0).max(1);
const instant = z.iso.datetime({ offset: true });

/**
 * The analysis plan: everything about the estimate that is decided before the first report arrives, so that
 * nothing about it can be chosen by what it shows. Frozen and hashed with the frame; `docs/method/analysis-plan.md`
 * explains each key.
 */
const analysisPlan = z.strictObject({
  format: z.literal("veedor-analysis-plan/1"),
  /** What the shares are shares of. */
  denominator: z.enum(DENOMINATORS),
  /** Level of the intervals. */
  level: z.number().min(0.5).max(0.999999).default(0.95),
  /** Which estimate is the headline, once it can be computed; both are always shown. */
  headline: z.enum(["weighted", "post-stratified"]).default("post-stratified"),
  degreesOfFreedom: z.enum(DEGREES_OF_FREEDOM_RULES).default("welch"),
  /** Strata with one report: the rule, and where they and empty strata join. */
  lonely: z.enum(LONELY_RULES).default("collapse-variance"),
  collapse: z
    .union([
      z.strictObject({ rule: z.literal("map"), map: z.record(z.string(), z.string()) }),
      z.strictObject({ rule: z.literal("neighbour"), region: z.string().nullable().default(null) }),
    ])
    .default({ rule: "neighbour", region: null }),
  /** Columns of the frame whose combinations are the post-strata, the map that merges small ones, reports needed. */
  postStrata: z
    .strictObject({
      columns: z.array(z.string().min(1)).min(1),
      merge: z.record(z.string(), z.string()).default({}),
      minimum: z.int().min(1).max(1000).default(5),
    })
    .nullable()
    .default(null),
  /** Columns by which coverage is watched and compared. */
  watch: z.array(z.string().min(1)).default([]),
  /** The instants at which an estimate counts. */
  takes: z.strictObject({
    first: instant,
    last: instant,
    everyMinutes: z.number().min(0.1).max(1440).default(10),
  }),
  /** "Too close to call" unless the first choice leads with at least this probability. */
  decision: z
    .strictObject({ probabilityFirst: z.number().min(0.5).max(1).default(0.99) })
    .default({ probabilityFirst: 0.99 }),
  /** Thresholds of the release gate. */
  gate: z
    .strictObject({
      coverage: fraction.default(0.9),
      groupCoverage: fraction.default(0.7),
      arrivalDifference: fraction.default(0.2),
      stableTakes: z.int().min(2).max(20).default(3),
      stableWithin: z
        .number()
        .min(0.01)
        .max(1)
        .default(1 / 3),
      sensitivity: z.number().min(0.01).max(0.49).default(0.1),
      driftLevel: z.number().min(0.0001).max(0.2).default(0.01),
    })
    .prefault({}),
});

export type AnalysisPlan = z.output<typeof analysisPlan>;

/**
 * Reads an analysis plan from its JSON text; what is left out takes its default.
 *
 * @throws {DocumentError} with every issue: unknown keys, wrong types, values out of range
 */
export function readPlan(document: string, text: string): AnalysisPlan {
  return Object.freeze(readStrictly(document, text, analysisPlan));
}

/** The instants of the plan's takes, as milliseconds since 1970; the last instant is always one. */
export function takeInstants(plan: AnalysisPlan): number[] {
  const first = Date.parse(plan.takes.first);
  const last = Date.parse(plan.takes.last);
  const step = plan.takes.everyMinutes * 60_000;
  const count = Math.max(0, Math.ceil((last - first) / step));
  return [...Array.from({ length: count }, (_, i) => first + i * step), last];
}
