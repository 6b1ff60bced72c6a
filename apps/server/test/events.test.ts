import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { change } from "../src/evidence/change.ts";
import { isVisible, readSnapshot, type Snapshot } from "../src/evidence/events/snapshot.ts";
import { readConfiguration, startServer } from "../src/index.ts";
import { THE_SERVER } from "../src/people/actor.ts";
import { type EventReader, readEvents } from "./setting/event-reader.ts";
import { type SignedIn, signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { accept, arriving, type TallyMission, tallyMission } from "./setting/tally-mission.ts";

describe("a mission's stream of events", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  let desk: SignedIn;
  const opened: EventReader[] = [];
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    at = await tallyMission(server);
    desk = await signedInAs(server, "desk", at.mission);
  });
  afterEach(() => {
    for (const reader of opened.splice(0)) reader.close();
  });
  const open = async (by: SignedIn = desk, lastEventId?: string, from = server as { origin: string }) => {
    const given = lastEventId === undefined ? {} : { lastEventId };
    const reader = await readEvents(from, at.mission, { token: by.token, ...given });
    opened.push(reader);
    return reader;
  };
  /** Until the stream has its first place, so that what comes next is told. */
  const begun = async (reader: EventReader): Promise<EventReader> => {
    for (let i = 0; i < 200 && reader.lastEventId() === ""; i++) await wait(10);
    expect(readSnapshot(reader.lastEventId())).not.toBeNull();
    return reader;
  };
  const tell = (kind: string, audience: "mission-read" | "tallies-read" | "mission-edit" = "tallies-read") =>
    change(server.context, THE_SERVER, (tx) => tx.tell(at.mission, kind, audience, {}));

  it("tells what happens once it has been committed", async () => {
    const reader = await begun(await open());
    const report = arriving(at, "001");
    await accept(server, report);
    const { text } = await reader.until(({ kind }) => kind === "tally-arrived");
    expect(JSON.parse(text)).toMatchObject({ data: { report: report.id, station: "001", state: "counted" } });
  });

  it("tells each reader what their role may know, and strangers nothing at all", async () => {
    const readers = await Promise.all(
      (["chief", "statistician", "desk", "observer", "reader"] as const).map(async (role) => ({
        role,
        reader: await begun(await open(await signedInAs(server, role, at.mission))),
      })),
    );
    await accept(server, arriving(at, "001"));
    await tell("for-the-chief", "mission-edit");
    await tell("for-all", "mission-read");
    for (const { role, reader } of readers) {
      await reader.until(({ kind }) => kind === "for-all");
      const kinds = reader.heard.map(({ kind }) => kind);
      expect({ role, hears: kinds.includes("tally-arrived") }).toEqual({
        role,
        hears: role !== "observer" && role !== "reader",
      });
      expect({ role, hears: kinds.includes("for-the-chief") }).toEqual({ role, hears: role === "chief" });
    }
    const stranger = await signedInAs(server, "chief", (await tallyMission(server)).mission);
    const administrator = await signedInAs(server, "administrator");
    expect((await open(stranger)).status).toBe(404);
    expect((await open(administrator)).status).toBe(404);
    expect((await open({ ...desk, token: "" })).status).toBe(401);
  });

  it("catches up behind the last event, however much there was", async () => {
    const reader = await begun(await open());
    await tell("first");
    await reader.until(({ kind }) => kind === "first");
    const place = reader.lastEventId();
    reader.close();
    await server.context.database.pool.query(
      `insert into mission_event (mission_id, kind, audience, data, at)
       select $1, 'meanwhile-' || n, 'tallies-read', '{}', now() from generate_series(1, 1234) n`,
      [at.mission],
    );
    const again = await open(desk, place);
    await again.until(({ kind }) => kind === "meanwhile-1234");
    expect(again.heard.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 1234 }, (_, i) => `meanwhile-${i + 1}`),
    );
    expect(new Set(again.heard.map(({ number }) => number)).size).toBe(1234);
  });

  it("misses nothing that began early and was committed late", async () => {
    const slow = new pg.Client({ connectionString: server.databaseUrl });
    await slow.connect();
    await slow.query("begin");
    await slow.query(
      `insert into mission_event (mission_id, kind, audience, data, at)
       values ($1, 'slow', 'tallies-read', '{}', now())`,
      [at.mission],
    );
    const reader = await begun(await open());
    await tell("quick");
    // What is quick does not wait for what is slow.
    await reader.until(({ kind }) => kind === "quick", 1_000);
    const place = reader.lastEventId();
    reader.close();
    await slow.query("commit");
    await slow.end();
    const again = await open(desk, place);
    await again.until(({ kind }) => kind === "slow");
    expect(again.heard.map(({ kind }) => kind)).toEqual(["slow"]);
  });

  it("tells what was committed late also on a stream that stays open", async () => {
    const slow = new pg.Client({ connectionString: server.databaseUrl });
    await slow.connect();
    await slow.query("begin");
    await slow.query(
      `insert into mission_event (mission_id, kind, audience, data, at)
       values ($1, 'slow', 'tallies-read', '{}', now())`,
      [at.mission],
    );
    const reader = await begun(await open());
    await tell("quick");
    await reader.until(({ kind }) => kind === "quick");
    await slow.query("commit");
    await slow.end();
    await tell("last");
    await reader.until(({ kind }) => kind === "last");
    expect(reader.heard.map(({ kind }) => kind).sort()).toEqual(["last", "quick", "slow"]);
  });

  it("says when it cannot be resumed, and refuses a place that no stream gave", async () => {
    const reader = await open(desk, "9000000000:9000000000:");
    await reader.until(({ kind }) => kind === "start-over");
    expect(reader.lastEventId()).not.toBe("9000000000:9000000000:");
    for (const place of ["12", "1:2:3", "5:4:", "1:1:1,1", "<script>"])
      expect({ place, status: (await open(desk, place)).status }).toEqual({ place, status: 400 });
  });

  it("tells of what another process has committed, and is told again after its connection broke", async () => {
    const configuration = readConfiguration(
      { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error", DATABASE_URL: server.databaseUrl },
      { dataFolder: server.context.configuration.dataFolder },
    );
    const second = await startServer(configuration, { clock: server.clock });
    try {
      const reader = await begun(await open(desk, undefined, second));
      await tell("from-the-first");
      await reader.until(({ kind }) => kind === "from-the-first");
      await server.context.database.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'",
      );
      await tell("while-away");
      await reader.until(({ kind }) => kind === "while-away", 8_000);
      expect(reader.heard).toHaveLength(2);
    } finally {
      await second.close();
    }
  });

  it("ends when the session ends, or when the person has no part in the mission any more", async () => {
    const colleague = await signedInAs(server, "desk", at.mission);
    const [one, other, third] = [await open(), await open(colleague), await open()];
    await server.context.database.pool.query("update session set ended_at = now() where person_id = $1", [
      desk.person,
    ]);
    await server.context.database.pool.query("delete from membership where person_id = $1", [
      colleague.person,
    ]);
    await Promise.all([one.ended, other.ended, third.ended]);
    await accept(server, arriving(at, "001"));
    expect([one, other, third].flatMap(({ heard }) => heard)).toEqual([]);
  }, 15_000);

  it("cuts off a reader that does not read, and goes on telling the others", async () => {
    const { port } = new URL(server.origin);
    const slow = connect({ port: Number(port), host: "127.0.0.1" });
    slow.pause();
    const ended = new Promise<void>((resolve) => {
      slow.once("close", () => resolve());
    });
    slow.on("error", () => undefined);
    slow.write(
      `GET /api/missions/${at.mission}/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${desk.token}\r\n\r\n`,
    );
    const reader = await begun(await open());
    for (let i = 0; i < 12; i++) {
      await server.context.database.pool.query(
        `insert into mission_event (mission_id, kind, audience, data, at)
         select $1, 'long', 'tallies-read', jsonb_build_object('text', repeat('x', 4000)), now()
         from generate_series(1, 1000)`,
        [at.mission],
      );
      await tell(`after-${i}`);
      await reader.until(({ kind }) => kind === `after-${i}`);
    }
    const metrics = await (await fetch(`${server.origin}/metrics`)).text();
    expect(metrics).toContain("veedor_event_streams 1\n");
    expect(reader.heard).toHaveLength(12_012);
    slow.destroy();
    await ended;
  });

  it("is opened a few times by one person, and again when one is closed", async () => {
    const readers: EventReader[] = [];
    for (let i = 0; i < 8; i++) readers.push(await open());
    expect(readers.every(({ status }) => status === 200)).toBe(true);
    expect((await open()).status).toBe(429);
    readers[3]?.close();
    await wait(100);
    expect((await open()).status).toBe(200);
  });

  it("does not keep the server from stopping", async () => {
    const configuration = readConfiguration(
      { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error", DATABASE_URL: server.databaseUrl },
      { dataFolder: server.context.configuration.dataFolder },
    );
    const second = await startServer(configuration, { clock: server.clock });
    const reader = await begun(await open(desk, undefined, second));
    const from = performance.now();
    await second.close();
    await reader.ended;
    expect(performance.now() - from).toBeLessThan(4_000);
  });
});

describe("a snapshot", () => {
  it("knows what could be seen", () => {
    const snapshot = readSnapshot("100:110:100,105") as Snapshot;
    expect([99n, 100n, 101n, 105n, 109n, 110n].map((xid) => isVisible(snapshot, xid))).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
  });
});
