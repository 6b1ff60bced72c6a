import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const snapshot = z.object({
  id: identifier,
  contest: identifier,
  frame: identifier.nullable(),
  kind: z.enum(["preliminary", "final"]),
  publishedAt: instant,
  tallies: z.int(),
  fileName: z.string(),
  fileSha256: z.string(),
  importedAt: instant,
});

const resultsPath = missionPath.extend({ results: identifier });

export const listOfficialResults = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/official-results",
  summary: "What the authority had published at which instants, the latest first",
  parameters: missionPath,
  query: z.object({ contest: identifier.optional() }),
  answer: z.object({ items: z.array(snapshot) }),
});

const area = z.coerce.number().int().min(1).optional();

export const listOfficialTallies = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/official-results/{results}/tallies",
  summary:
    "The authority's tallies by station; figures in the order of the contest's lines, null where not given",
  parameters: resultsPath,
  query: paging.extend({ area, search: z.string().trim().max(200).default("") }),
  answer: pageOf(
    z.object({
      station: z.string(),
      figures: z.array(z.int().nullable()),
      registered: z.int().nullable(),
    }),
  ),
});

const sums = z.object({
  area: z.object({ number: z.int(), name: z.string(), stations: z.int() }).nullable(),
  tallies: z.int(),
  /** for each of the contest's lines; the sum is null when no tally gives the figure */
  sums: z.array(z.object({ sum: z.int().nullable(), missing: z.int() })),
});

export const sumOfficialResults = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/official-results/{results}/sums",
  summary: "What official results add up to: in all or in an area, and in each area right below",
  parameters: resultsPath,
  query: z.object({ area }),
  answer: z.object({ lines: z.array(z.string()), whole: sums, areas: z.array(sums) }),
});
