import { LONGEST_CODE } from "@veedor/domain";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { electionPath, nameByLanguage } from "./missions.ts";
import { publicMissionPath } from "./plans.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const column = z.string().min(1).max(300);
const count = z.int().min(0).max(10_000_000);
/** One line of text: what enters the seed has no line breaks, and nothing that cannot be seen. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "one line of text");

/** How a sample is drawn (`docs/method/drawing.md`): everything but chance. */
export const sampleDesign = z.strictObject({
  stations: count.min(1),
  strata: z.array(column).max(6).default([]),
  allocation: z
    .discriminatedUnion("rule", [
      z.strictObject({ rule: z.enum(["proportional", "equal"]) }),
      z.strictObject({ rule: z.literal("given"), stations: z.record(z.string(), count) }),
    ])
    .default({ rule: "proportional" }),
  minimum: count.min(1).default(3),
  merge: z.record(z.string(), z.string()).default({}),
  spares: count.default(0),
});

const contribution = z.object({
  number: z.int(),
  text: z.string(),
  source: z.string(),
  addedAt: instant,
});

/** A draw without what was drawn. */
const sample = z.object({
  id: identifier,
  election: identifier,
  frame: identifier,
  design: sampleDesign,
  /** for a stratum too small, the one that it was merged into */
  mergedInto: z.record(z.string(), z.string()),
  allocation: z.array(z.object({ stratum: z.string(), stations: z.int(), drawn: z.int() })),
  plans: z.array(z.object({ contest: z.string(), version: z.int(), hash })),
  secretSha256: hash,
  reason: z.string().nullable(),
  announcedAt: instant,
  drawnAt: instant.nullable(),
  openedAt: instant.nullable(),
  secret: z.string().nullable(),
  seed: z.string().nullable(),
});

export const listSamples = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/samples",
  summary: "The mission's draws, from announcement to opening; not what was drawn",
  parameters: missionPath,
  answer: z.object({ items: z.array(sample.extend({ contributions: z.array(contribution) })) }),
});

export const announceSample = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/elections/{election}/samples",
  summary: "Announce a draw: design, frame, plans and the hash of a secret are public from here on",
  parameters: electionPath,
  body: z.strictObject({
    design: sampleDesign,
    reason: z.string().trim().min(10).max(4_000).nullable().default(null),
  }),
  status: 201,
  answer: sample,
});

const samplePath = missionPath.extend({ sample: identifier });

export const addContribution = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/samples/{sample}/contributions",
  summary: "Add what was thrown or drawn in public, in its order",
  parameters: samplePath,
  body: z.strictObject({ text: line(1_000), source: line(300) }),
  status: 201,
  answer: contribution,
});

export const drawSample = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/samples/{sample}/draw",
  summary: "Draw; what is drawn stays under embargo",
  parameters: samplePath,
  answer: sample,
});

export const openSample = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/samples/{sample}/opening",
  summary: "Open the secret, and with it the sample, to everyone; there is no way back",
  parameters: samplePath,
  answer: sample,
});

export const stationCode = z.string().trim().min(1).max(LONGEST_CODE);

export const replaceStation = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/samples/{sample}/replacements",
  summary: "Put the next spare in the place of a station shown not to exist, before polls open",
  parameters: samplePath,
  body: z.strictObject({ station: stationCode, evidence: z.string().trim().min(10).max(4_000) }),
  status: 201,
  answer: z.object({ spare: z.string() }),
});

export const listDrawnStations = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/samples/{sample}/stations",
  summary: "What was drawn, in its order (under embargo)",
  parameters: samplePath,
  query: paging,
  answer: pageOf(
    z.object({
      station: z.string(),
      stratum: z.string(),
      stratumStations: z.int(),
      stratumDrawn: z.int(),
      order: z.int(),
      ticket: z.string(),
      isSpare: z.boolean(),
      replaces: z.string().nullable(),
      replacedBy: z.string().nullable(),
      evidence: z.string().nullable(),
      areas: z.array(z.string()),
      centre: z.string().nullable(),
      registered: z.int().nullable(),
    }),
  ),
});

export const exportDraw = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/samples/{sample}/stations.csv",
  summary: "What was drawn, as CSV (under embargo)",
  parameters: samplePath,
  answer: z.string(),
});

export const exportCallSheets = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/samples/{sample}/call-sheets.csv",
  summary: "Stations that count with their observers, as CSV for the people who call (under embargo)",
  parameters: samplePath,
  answer: z.string(),
});

export const publishedSamples = endpoint({
  method: "GET",
  path: "/api/public/missions/{code}/samples",
  summary:
    "For everyone: each draw as it was announced, contributions, and once opened all that is needed to draw again",
  parameters: publicMissionPath,
  answer: z.object({
    mission: z.object({ code: z.string(), name: nameByLanguage, country: z.string() }),
    samples: z.array(
      sample.omit({ election: true, frame: true }).extend({
        election: z.object({ day: z.string(), name: nameByLanguage, round: z.string() }),
        frame: z.object({
          hash,
          stations: z.int(),
          areaLevels: z.array(z.string()),
          attributeNames: z.array(z.string()),
          fileSha256: z.string().nullable(),
        }),
        contributions: z.array(contribution),
        replacements: z.array(z.object({ station: z.string(), spare: z.string(), evidence: z.string() })),
      }),
    ),
  }),
});

const publicSamplePath = publicMissionPath.extend({ sample: identifier });

export const publishedDraw = endpoint({
  method: "GET",
  path: "/api/public/missions/{code}/samples/{sample}/stations.csv",
  summary: "For everyone, once opened: what was drawn, as `veedor draw` prints it",
  parameters: publicSamplePath,
  answer: z.string(),
});

export const publishedFrame = endpoint({
  method: "GET",
  path: "/api/public/missions/{code}/samples/{sample}/frame.txt",
  summary: "For everyone, once opened: the frame in its canonical form, whose SHA-256 was announced",
  parameters: publicSamplePath,
  answer: z.string(),
});
