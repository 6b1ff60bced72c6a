import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const frame = z.object({
  id: identifier,
  version: z.int(),
  hash: z.string(),
  areaLevels: z.array(z.string()),
  attributeNames: z.array(z.string()),
  stations: z.int(),
  fileName: z.string().nullable(),
  fileSha256: z.string().nullable(),
  importedAt: instant,
});

const framePath = missionPath.extend({ frame: identifier });

export const listFrames = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/frames",
  summary: "The versions of the mission's frame, the latest first",
  parameters: missionPath,
  answer: z.object({ items: z.array(frame) }),
});

const station = z.object({
  code: z.string(),
  formerCode: z.string().nullable(),
  areas: z.array(z.string()),
  centre: z.string().nullable(),
  registered: z.int().nullable(),
  attributes: z.record(z.string(), z.string()),
});

export const listStations = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/frames/{frame}/stations",
  summary: "Stations in the order of their codes, of an area or with a text in code, centre or areas",
  parameters: framePath,
  query: paging.extend({
    area: z.coerce.number().int().min(1).optional(),
    search: z.string().trim().max(200).default(""),
  }),
  answer: pageOf(station),
});

export const listAreas = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/frames/{frame}/areas",
  summary: "The areas right below one, or the largest, with the sums of their stations",
  parameters: framePath,
  query: z.object({ parent: z.coerce.number().int().min(1).optional() }),
  answer: z.object({
    items: z.array(
      z.object({
        number: z.int(),
        level: z.string(),
        name: z.string(),
        stations: z.int(),
        /** sum over the stations whose registered voters are given; null when none is */
        registered: z.int().nullable(),
        registeredMissing: z.int(),
        hasAreas: z.boolean(),
      }),
    ),
  }),
});

export const readFrameComparison = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/frames/{frame}/comparison",
  summary: "What a version has other than the one before it: stations added, removed, changed",
  parameters: framePath,
  query: paging,
  answer: z.object({
    previous: frame.nullable(),
    added: z.int(),
    removed: z.int(),
    changed: z.int(),
    items: z.array(
      z.object({
        kind: z.enum(["added", "removed", "changed"]),
        from: z.string().nullable(),
        to: z.string().nullable(),
        columns: z.array(z.string()),
      }),
    ),
    next: z.string().nullable(),
  }),
});
