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
  // In one order, like everybody who holds contests and then stations: two that wait for each other would never end.
  const unconfirmed = stored.flatMap(({ tally }) =>
    tally === null || tally.linesToConfirm === null
      ? []
      : [{ contest: tally.contest, lines: tally.linesToConfirm }],
  );
  unconfirmed.sort((one, other) => (one.contest < other.contest ? -1 : 1));
  for (const { contest, lines } of unconfirmed) await confirmLines(query, now, contest, lines);
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
