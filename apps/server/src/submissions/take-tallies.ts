import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import { type ArrivingReport, acceptReports } from "../tallies/index.ts";
import type { Entry } from "./given.ts";

/** Hands the figures of stored entries to the tallies, in the transaction that stored them. */
export async function takeTallies(query: Kysely<Schema>, now: Date, stored: readonly Entry[]): Promise<void> {
  const reports = stored.flatMap((entry): ArrivingReport[] => {
    const { id, device, tally, receivedAt } = entry;
    if (tally === null) return [];
    const { contest, station, figures, comment } = tally;
    return [
      {
        id: newIdentifier(receivedAt.getTime()),
        mission: device.mission,
        contest,
        station,
        figures,
        submission: id,
        device: device.device,
        observer: device.person,
        comment,
      },
    ];
  });
  await acceptReports(query, now, reports);
}
