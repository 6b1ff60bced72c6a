import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging, pagingByIdentifier } from "./words.ts";

const stationCode = z.string().trim().min(1).max(200);

const callOutcome = z.enum([
  "reported",
  "will-report",
  "no-answer",
  "unreachable",
  "station-closed",
  "other",
]);

const call = z.object({
  id: identifier,
  contest: identifier,
  station: z.string(),
  called: identifier.nullable(),
  calledBy: identifier,
  at: instant,
  outcome: callOutcome,
});

export const noteCall = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/calls",
  summary: "Note a call: who was called about which station, and what came of it",
  parameters: missionPath,
  body: z
    .object({
      contest: identifier,
      station: stationCode,
      called: identifier.nullable(),
      outcome: callOutcome,
    })
    .strict(),
  status: 201,
  answer: call,
});

export const listCalls = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/calls",
  summary: "Calls, the latest first; of one station where it is named",
  parameters: missionPath,
  query: pagingByIdentifier.extend({ station: stationCode.optional() }),
  answer: pageOf(call),
});

export const listAwaited = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}/awaited",
  summary: "Stations of the sample, and assigned ones, of which no report has come, with whom to call",
  parameters: missionPath.extend({ contest: identifier }),
  query: paging.extend({ stratum: z.string().max(500).optional() }),
  answer: pageOf(
    z.object({
      station: z.string(),
      areas: z.array(z.string()),
      centre: z.string().nullable(),
      /** null where the station is assigned and not of the sample */
      stratum: z.string().nullable(),
      observers: z.array(identifier),
      lastCall: call.pick({ at: true, called: true, outcome: true }).nullable(),
    }),
  ),
});
