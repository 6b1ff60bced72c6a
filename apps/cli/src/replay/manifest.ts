import { z } from "zod";

const fraction = z.number().min(0).max(1);
const instant = z.iso.datetime({ offset: true });
const text = z.union(
  [z.string().min(1), z.strictObject({ es: z.string(), en: z.string(), pt: z.string(), fr: z.string() })],
  { error: '"…" | { "es": …, "en": …, "pt": …, "fr": … }' },
);
/** A file with the mapping that reads it: the mapping's own file name, or the mapping written in place. */
const mappedFile = z.strictObject({
  file: z.string().min(1),
  mapping: z.union([z.string().min(1), z.looseObject({})]),
});

const drawn = z.strictObject({
  stations: z.int().min(2).max(1_000_000),
  strata: z.array(z.string().min(1)).default([]),
  allocation: z.enum(["proportional", "equal"]).default("proportional"),
  minimum: z.int().min(1).max(1000).default(3),
  seed: z.string().min(1),
});

const own = z.strictObject({
  stations: mappedFile,
  results: mappedFile,
  strata: z.array(z.string().min(1)).default([]),
});

/** Which stations a rule of the simulated arrival speaks of: those with this value in this column. */
const where = { column: z.string().min(1), value: z.string() };

/**
 * The order of arrival: a column with the time at which each report came, steps without a clock laid over a
 * stated period, or a simulation, which is labelled as such wherever its figures are shown.
 */
const arrival = z.union([
  z.strictObject({
    kind: z.literal("recorded"),
    /** Column with the local time `YYYY-MM-DD HH:MM[:SS]` or an ISO instant; empty where nothing came. */
    column: z.string().min(1),
    /** Offset of the local times, such as `-05:00`. */
    offset: z
      .string()
      .regex(/^[+-]\d\d:\d\d$/)
      .default("+00:00"),
  }),
  z.strictObject({
    kind: z.literal("steps"),
    file: z.string().min(1),
    station: z.string().min(1),
    /** Column with the percentage (0 to 100) at which the station first appeared. */
    column: z.string().min(1),
    from: instant,
    to: instant,
    /** Stations without a step: never arrive, arrive at the end, or are spread over the whole period. */
    without: z.enum(["never", "last", "spread"]),
    /** Stations that the file lists twice: their first or their last line counts. */
    twice: z.enum(["first", "last"]).default("first"),
  }),
  z.strictObject({
    kind: z.literal("simulated"),
    seed: z.string().min(1),
    from: instant,
    /** Median minutes from `from` to a report, and the spread (standard deviation of the logarithm). */
    medianMinutes: z.number().min(1).max(10_000),
    spread: z.number().min(0).max(3).default(0.5),
    /** Exponent of a station's size (votes, relative to the mean): bigger ones come later. */
    size: z.number().min(-2).max(2).default(0),
    /** Factors on the time of some stations. */
    slower: z.array(z.strictObject({ ...where, factor: z.number().min(0.05).max(20) })).default([]),
    never: fraction.default(0),
    neverWhere: z.array(z.strictObject({ ...where, share: fraction })).default([]),
  }),
]);

/** What a folder of a past election says about itself; `docs/method/replay.md` explains each key. */
export const replayManifest = z.strictObject({
  format: z.literal("veedor-replay/1"),
  title: text,
  source: text,
  caution: text.optional(),
  timeZone: z.string().min(1),
  frame: mappedFile,
  results: mappedFile,
  sample: z.union([z.strictObject({ draw: drawn }), z.strictObject({ own })]),
  arrival,
  plan: z.union([z.string().min(1), z.looseObject({})]),
});

export type ReplayManifest = z.output<typeof replayManifest>;
export type MappedFile = z.output<typeof mappedFile>;
export type ManifestText = z.output<typeof text>;
