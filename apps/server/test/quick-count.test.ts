import * as contract from "@veedor/api-contract";
import type { Take } from "@veedor/quick-count";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newIdentifier } from "../src/outside/identifiers.ts";
import { untilTakesAreMade } from "../src/quick-count/index.ts";
import { stationsInForce } from "../src/samples/stations-store.ts";
import { acceptReports } from "../src/tallies/index.ts";
import { readEvents } from "./setting/event-reader.ts";
import { type SmallMission, smallMission } from "./setting/mission.ts";
import { signedInAs, signIn } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";
import { until } from "./setting/until.ts";

type Server = Awaited<ReturnType<typeof testServer>>;
const MINUTE = 60_000;

describe("the quick count of an evening", () => {
  let server: Server;
  let at: SmallMission & { readonly sample: string };
  let stations: readonly string[];
  beforeEach(async () => {
    server = await testServer();
    at = await smallMission(server);
    const drawn = await stationsInForce(server.context.database.query, at.sample);
    stations = drawn.map(({ code }) => code);
  });
  afterEach(() => server.close());

  /** Sound figures that differ from station to station. */
  const figuresOf = (i: number): number[] => [100 + (i % 7), 70 - (i % 5), 20, 4, 3, 197 + (i % 7) - (i % 5)];
  const report = (...places: readonly number[]) =>
    server.context.database.query.transaction().execute((query) =>
      acceptReports(
        query,
        new Date(server.clock.now()),
        places.map((i) => ({
          id: newIdentifier(server.clock.now()),
          mission: at.mission,
          contest: at.contest,
          station: stations[i] ?? "",
          figures: figuresOf(i),
          submission: null,
          device: null,
          observer: null,
          comment: null,
        })),
      ),
    );
  const parameters = () => ({ mission: at.mission, contest: at.contest });
  const takes = async ({ client } = at.statistician) => {
    return (await client.call(contract.listTakes, { parameters: parameters(), query: { limit: 100 } })).items;
  };
  const estimate = () => at.statistician.client.call(contract.readEstimate, { parameters: parameters() });
  /** The instant of the plan's first take: 18 hours in Lima. */
  const FIRST = Date.parse("2026-10-04T23:00:00Z");
  const advanceTo = async (instant: number): Promise<void> => {
    server.clock.advanceTo(instant);
    await untilTakesAreMade(server.context);
  };

  it("is estimated anew as reports come, without an instant of the plan", async () => {
    expect((await estimate()).estimate).toBeNull();
    await report(0, 1, 2, 3, 4, 5);
    const made = await until(async () => (await estimate()).estimate);
    expect(made.content).toMatchObject({ arrived: 6, usable: 6, designed: 24 });
    await report(...[...stations.keys()].slice(6));
    const later = await until(async () => {
      const { estimate: present } = await estimate();
      return present?.content.usable === 24 ? present : null;
    });
    expect(later.content.figures?.shares[0]?.estimate).toBeGreaterThan(0.5);
    expect(await takes()).toEqual([]);
  });

  it("has a take at each instant of the plan, told to those who may see it", async () => {
    const reader = await readEvents(server, at.mission, { token: at.statistician.token });
    const desk = await signedInAs(server, "desk", at.mission);
    const other = await readEvents(server, at.mission, { token: desk.token });
    await report(0, 1, 2);
    await advanceTo(FIRST);
    await report(3, 4, 5, 6);
    await advanceTo(FIRST + 10 * MINUTE);
    const made = await takes();
    expect(made.map(({ content }) => [content.number, content.usable])).toEqual([
      [1, 3],
      [2, 7],
    ]);
    expect(made.map(({ isLate }) => isLate)).toEqual([false, false]);
    await reader.until(({ text }) => text.includes('"number":2') && text.includes("take-made"));
    expect(other.heard.some(({ kind }) => kind === "take-made" || kind === "estimate-made")).toBe(false);
    const { rows } = await server.context.database.pool.query(
      "select kind from pending_leaf where kind = 'take'",
    );
    expect(rows).toHaveLength(2);
    reader.close();
    other.close();
  });

  it("has each take that was missed made late, from what had arrived by its instant", async () => {
    await report(0, 1, 2, 3);
    const url = server.databaseUrl;
    const { keyFile } = server.context.configuration;
    server.clock.advanceTo(FIRST - MINUTE);
    await server.close();
    const again = await testServer({ DATABASE_URL: url, VEEDOR_KEY_FILE: keyFile });
    server = again;
    // Reports that another process takes in while this one's clock has passed two instants.
    again.clock.advanceTo(FIRST + 5 * MINUTE);
    await report(4, 5);
    again.clock.advanceTo(FIRST + 25 * MINUTE);
    await untilTakesAreMade(again.context);
    const made = await takes(await signIn(again, at.statistician.person));
    expect(made.map(({ content, isLate }) => [content.number, content.usable, isLate])).toEqual([
      [1, 4, true],
      [2, 6, true],
      [3, 6, true],
    ]);
  });

  it("makes nothing twice when two processes run, and goes on when the one that leads is gone", async () => {
    const second = await testServer({
      DATABASE_URL: server.databaseUrl,
      VEEDOR_KEY_FILE: server.context.configuration.keyFile,
    });
    second.clock.advanceTo(server.clock.now());
    try {
      await report(0, 1, 2, 3);
      server.clock.advanceTo(FIRST);
      second.clock.advanceTo(FIRST);
      await untilTakesAreMade(second.context);
      expect(await takes()).toHaveLength(1);
      await server.context.database.pool.query(
        `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
         where l.locktype = 'advisory' and d.datname = current_database()`,
      );
      server.clock.advanceTo(FIRST + 10 * MINUTE);
      second.clock.advanceTo(FIRST + 10 * MINUTE);
      await untilTakesAreMade(second.context);
      expect((await takes()).map(({ content }) => content.number)).toEqual([1, 2]);
      const { rows } = await server.context.database.pool.query(
        "select count(*) as takes from mission_event where kind = 'take-made'",
      );
      expect(rows).toEqual([{ takes: 2 }]);
    } finally {
      await second.close();
    }
  });

  it("takes figures out that the desk sets aside, and keeps takes as they were made", async () => {
    await report(...stations.keys());
    await advanceTo(FIRST);
    const [before] = await takes();
    const desk = await signedInAs(server, "desk", at.mission);
    const { items } = await desk.client.call(contract.listReports, {
      parameters: { mission: at.mission },
      query: { state: "counted", limit: 1 },
    });
    await desk.client.call(contract.setReportAside, {
      parameters: { mission: at.mission, report: items[0]?.id ?? "" },
      body: { revision: 1, reason: "Not of this station" },
    });
    await until(async () => ((await estimate()).estimate?.content.usable === 23 ? true : null));
    await advanceTo(FIRST + 10 * MINUTE);
    const [first, second] = await takes();
    expect(first).toEqual(before);
    expect(second?.content).toMatchObject({ usable: 23, arrived: 24 });
  });

  it("is seen by chief and statistician only, and by nobody of another mission", async () => {
    await report(0, 1, 2, 3);
    await advanceTo(FIRST);
    const [take] = await takes();
    const whole = { ...parameters(), take: take?.id ?? "" };
    for (const role of ["desk", "observer", "reader"] as const) {
      const { client } = await signedInAs(server, role, at.mission);
      expect(await refusal(client.call(contract.readEstimate, { parameters: parameters() }))).toBe(
        "forbidden",
      );
      expect(await refusal(client.call(contract.listTakes, { parameters: parameters(), query: {} }))).toBe(
        "forbidden",
      );
      expect(await refusal(client.call(contract.exportTakeInputs, { parameters: whole }))).toBe("forbidden");
    }
    const { content } = await at.chief.client.call(contract.readTake, { parameters: whole });
    expect((content as Partial<Take>).strata).toHaveLength(4);
    const stranger = await signedInAs(server, "chief", (await smallMission(server)).mission);
    expect(await refusal(stranger.client.call(contract.readTake, { parameters: whole }))).toBe("not-found");
  });
});
