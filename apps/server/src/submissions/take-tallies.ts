import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { freezeContest } from "../missions/index.ts";
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
  for (const { tally } of stored) {
    if (tally !== null && tally.linesToConfirm !== null)
      await confirmLines(query, now, tally.contest, tally.linesToConfirm);
  }
  await acceptReports(query, now, reports);
}

/** Freezes the contest and looks whether its lines are still those that the figures were read for. */
async function confirmLines(
  query: Kysely<Schema>,
  now: Date,
  contest: string,
  codes: readonly string[],
): Promise<void> {
  const frozen = await freezeContest(query, now, contest);
  const lines = frozen?.lines.map(({ code }) => code) ?? [];
  if (lines.length !== codes.length || lines.some((code, i) => code !== codes[i]))
    throw new ProblemError("form-outdated");
}
