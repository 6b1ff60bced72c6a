import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { stationCode } from "./samples.ts";
import { identifier, missionPath, pageOf, paging } from "./words.ts";

const assignment = z.strictObject({ station: stationCode, person: identifier });

export const assignStations = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/assignments",
  summary: "Assign observers to stations, all or none",
  parameters: missionPath,
  body: z.strictObject({ items: z.array(assignment).min(1).max(5_000) }),
  status: 201,
  answer: z.object({ added: z.int() }),
});

export const listAssignments = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/assignments",
  summary: "Who observes which station",
  parameters: missionPath,
  query: paging,
  answer: pageOf(z.object({ station: z.string(), person: identifier })),
});

export const removeAssignment = endpoint({
  method: "DELETE",
  path: "/api/missions/{mission}/assignments",
  summary: "Take an assignment back",
  parameters: missionPath,
  query: z.object({ station: stationCode, person: identifier }),
  answer: z.object({}),
});

export const ownAssignments = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/own-assignments",
  summary: "The stations that you observe",
  parameters: missionPath,
  answer: z.object({
    items: z.array(
      z.object({
        station: z.string(),
        /** What is typed on a phone: the code with its check character; null before the tally sheet's form is made. */
        typed: z.string().nullable(),
        areas: z.array(z.string()),
        centre: z.string().nullable(),
        registered: z.int().nullable(),
      }),
    ),
  }),
});
