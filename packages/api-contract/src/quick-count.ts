import { SHEET_LINE_ROLES } from "@veedor/domain";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { contestPath } from "./missions.ts";
import { identifier, instant, pageOf, paging } from "./words.ts";

/** An estimated ratio with its margin, as fractions of 1; degrees of freedom are null where they are infinite. */
const ratio = z.object({
  estimate: z.number(),
  standardError: z.number(),
  degreesOfFreedom: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

const figures = z.object({
  shares: z.array(ratio),
  /** k × k, row by row */
  shareCovariance: z.array(z.number()),
  lead: ratio.extend({ first: z.int(), second: z.int() }).nullable(),
  turnout: ratio.nullable(),
  stations: z.int(),
  strata: z.int(),
  notes: z.array(
    z.object({
      stratum: z.string(),
      reports: z.int(),
      treatment: z.string(),
      to: z.string().nullable(),
    }),
  ),
  strataWithoutVariance: z.array(z.string()),
});

const groupCoverage = z.object({
  column: z.string(),
  group: z.string(),
  frame: z.int(),
  designed: z.int(),
  arrived: z.int(),
  difference: z.number().nullable(),
});

const gateCondition = z.object({
  name: z.enum(["coverage", "arrival", "stability", "sensitivity", "decision"]),
  holds: z.boolean().nullable(),
  value: z.number().nullable(),
  threshold: z.number(),
  subject: z.string().nullable(),
});

const drift = z.object({ z: z.number(), probability: z.number(), projected: z.number() });

/** A take as `@veedor/quick-count` makes it; `at` is in milliseconds since 1970. */
export const takeContent = z.object({
  number: z.int(),
  at: z.number(),
  designed: z.int(),
  arrived: z.int(),
  usable: z.int(),
  coverage: z.number(),
  weighted: figures.nullable(),
  postStratified: figures.nullable(),
  headline: z.enum(["weighted", "post-stratified"]),
  figures: figures.nullable(),
  notComputable: z.enum(["no-reports", "one-station", "no-votes", "lonely-stratum"]).nullable(),
  probabilityFirst: z.array(z.number()).nullable(),
  call: z.int().nullable(),
  groups: z.array(groupCoverage),
  strata: z.array(groupCoverage),
  postStrata: z.array(groupCoverage),
  thinPostStrata: z.array(z.looseObject({ name: z.string(), reports: z.int() })),
  bias: z.object({
    largest: groupCoverage.nullable(),
    drift: drift.nullable(),
    size: z.object({ relative: z.number(), z: z.number() }).nullable(),
    raised: z.array(z.enum(["arrival-differs", "estimate-drifts", "station-sizes-differ"])),
  }),
  gate: z.array(gateCondition),
  verdict: z.looseObject({ code: z.string() }),
});

/** What lists show of each take: everything but the response of every stratum and the covariance. */
const takeInCourse = takeContent
  .omit({ groups: true, strata: true, postStrata: true, weighted: true, postStratified: true })
  .extend({ figures: figures.omit({ shareCovariance: true }).nullable() });

/** @property isLate nobody was there to make it at its instant */
const take = z.object({
  id: identifier,
  contest: identifier,
  plan: identifier,
  sample: identifier,
  at: instant,
  madeAt: instant,
  isLate: z.boolean(),
  inputsHash: z.string(),
  content: takeContent,
});

const choice = z.object({ code: z.string(), name: z.record(z.string(), z.string()) });

export const readEstimate = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/estimate",
  summary: "The quick count as it stands: made anew as reports come, at most once a second",
  parameters: contestPath,
  answer: z.object({
    /** in the order of the shares */
    choices: z.array(choice),
    plan: z
      .object({ id: identifier, version: z.int(), hash: z.string(), document: z.looseObject({}) })
      .nullable(),
    estimate: z
      .object({ plan: identifier, sample: identifier, madeAt: instant, content: takeContent })
      .nullable(),
  }),
});

export const listTakes = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/takes",
  summary: "The takes of the evening in the order of their instants, without the response of each stratum",
  parameters: contestPath,
  query: paging.extend({
    after: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  answer: pageOf(take.omit({ content: true }).extend({ content: takeInCourse })),
});

const takePath = contestPath.extend({ take: identifier });

export const readTake = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/takes/{take}",
  summary: "One take, whole",
  parameters: takePath,
  answer: take,
});

const reported = z.tuple([z.string(), z.array(z.int().nullable()), instant, z.boolean()]);

/** What `docs/method/takes.md` describes: with it anyone computes a take again. */
export const takeInputs = z.object({
  format: z.literal("veedor-take-inputs/1"),
  take: identifier,
  number: z.int(),
  at: instant,
  inputsHash: z.string(),
  plan: z.looseObject({}),
  planHash: z.string(),
  frameHash: z.string(),
  contest: z.object({
    code: z.string(),
    name: z.string(),
    lines: z.array(z.object({ code: z.string(), name: z.string(), role: z.enum(SHEET_LINE_ROLES) })),
  }),
  design: z.looseObject({}),
  /** earlier takes by the same plan, as far as this one looks at them */
  earlier: z.array(z.looseObject({})),
  /** in order of arrival: station, figures, instant of arrival, whether it was estimated from */
  reports: z.array(reported),
});

export const exportTakeInputs = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/takes/{take}/inputs",
  summary: "Everything that a take was made from, so that it can be computed again; embargoed with it",
  parameters: takePath,
  answer: takeInputs,
});
