import * as contract from "@veedor/api-contract";
import type { RunningServer } from "../../src/index.ts";
import { freezeContest } from "../../src/missions/index.ts";
import { DESIGN, type SmallMission } from "./mission.ts";
import type { SignedIn } from "./people.ts";

// The steps of a draw, as the statistician and the chief of a small mission take them.

export const announce = (of: SmallMission, design: object = {}, reason: string | null = null) =>
  of.statistician.client.call(contract.announceSample, {
    parameters: { mission: of.mission, election: of.election },
    body: { design: { ...DESIGN, ...design }, reason },
  });

export const contribute = ({ mission, statistician }: SmallMission, sample: string, text: string) =>
  statistician.client.call(contract.addContribution, {
    parameters: { mission, sample },
    body: { text, source: "Dice of the parties" },
  });

export const draw = ({ mission, statistician }: SmallMission, sample: string) =>
  statistician.client.call(contract.drawSample, { parameters: { mission, sample } });

export const open = ({ mission, chief }: SmallMission, sample: string, by = chief) =>
  by.client.call(contract.openSample, { parameters: { mission, sample } });

/** What everyone sees of a mission's draws. */
export async function publicSamples(server: RunningServer, { code }: SmallMission) {
  const response = await fetch(`${server.origin}/api/public/missions/${code}/samples`);
  return contract.publishedSamples.answer.parse(await response.json()).samples;
}

/** A file of the API, by somebody who is signed in or by anyone. */
export async function textAt(
  server: RunningServer,
  address: string,
  by?: SignedIn,
): Promise<{ readonly status: number; readonly body: string }> {
  const headers: Record<string, string> = by === undefined ? {} : { authorization: `Bearer ${by.token}` };
  const response = await fetch(`${server.origin}${address}`, { headers });
  return { status: response.status, body: await response.text() };
}

/** Marks the contest as one whose first tally has arrived. */
export async function firstTally(server: RunningServer, of: SmallMission): Promise<void> {
  const { clock, database } = server.context;
  const now = new Date(clock.now());
  await database.query.transaction().execute((tx) => freezeContest(tx, now, of.contest));
}
