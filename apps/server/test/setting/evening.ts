import * as contract from "@veedor/api-contract";
import { newIdentifier } from "../../src/outside/identifiers.ts";
import { untilTakesAreMade } from "../../src/quick-count/index.ts";
import { stationsInForce } from "../../src/samples/stations-store.ts";
import { acceptReports } from "../../src/tallies/index.ts";
import { type SmallMission, smallMission } from "./mission.ts";
import { signIn } from "./people.ts";
import type { testServer } from "./server.ts";

type Server = Awaited<ReturnType<typeof testServer>>;

/** A small mission after takes were made, with the identifiers of its takes in their order. */
export type PlayedEvening = SmallMission & { readonly sample: string; readonly takes: readonly string[] };

/**
 * Plays the evening of a small mission: reports of all or some of its sampled stations, then takes.
 *
 * @param given.reporting how many stations report
 * @param given.takes how many of the plan's takes are made
 * @param given.figures of the i-th station, in the order of the contest's lines
 */
export async function playedEvening(
  server: Server,
  given: {
    readonly reporting?: number;
    readonly takes?: number;
    readonly figures?: (i: number) => number[];
  } = {},
): Promise<PlayedEvening> {
  const at = await smallMission(server);
  const { query } = server.context.database;
  const drawn = await stationsInForce(query, at.sample);
  const figures = given.figures ?? soundFigures;
  const reports = drawn.slice(0, given.reporting ?? drawn.length).map(({ code }, i) => ({
    id: newIdentifier(server.clock.now()),
    mission: at.mission,
    contest: at.contest,
    station: code,
    figures: figures(i),
    submission: null,
    device: null,
    observer: null,
    comment: null,
  }));
  const now = new Date(server.clock.now());
  await query.transaction().execute((tx) => acceptReports(tx, now, reports));
  for (let i = 0; i < (given.takes ?? 3); i++) {
    server.clock.advanceTo(FIRST_TAKE + i * 600_000);
    await untilTakesAreMade(server.context);
  }
  const parameters = { mission: at.mission, contest: at.contest };
  const { items } = await at.statistician.client.call(contract.listTakes, {
    parameters,
    query: { limit: 100 },
  });
  // Hours have passed on the clock: whoever releases has just signed in again.
  const chief = await signIn(server, at.chief.person);
  const statistician = await signIn(server, at.statistician.person);
  return { ...at, chief, statistician, takes: items.map(({ id }) => id) };
}

/** The instant of the plan's first take: 18 hours in Lima. */
const FIRST_TAKE = Date.parse("2026-10-04T23:00:00Z");

/** Sheets that add up, differ a little, and have a clear winner. */
const soundFigures = (i: number): number[] => {
  const [first, second] = [100 + (i % 7), 70 - (i % 5)];
  return [first, second, 20, 4, 3, first + second + 27];
};
