import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newIdentifier } from "../src/outside/identifiers.ts";
import { acceptReports } from "../src/tallies/index.ts";
import { newPerson } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import {
  accept,
  arriving,
  SOUND,
  storedReports,
  type TallyMission,
  tallyMission,
} from "./setting/tally-mission.ts";

describe("reports taken in", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  let ana: string;
  let bea: string;
  beforeAll(async () => {
    server = await testServer();
    ana = await newPerson(server);
    bea = await newPerson(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    at = await tallyMission(server);
  });
  const count = async (table: string, where = "true"): Promise<number> => {
    const { rows } = await server.context.database.pool.query<{ count: number }>(
      `select count(*) as count from ${table} where ${where}`,
    );
    return rows[0]?.count ?? -1;
  };
  /** Bosque and Cometa exchanged: as sound, and something else. */
  const OTHER = [101, 23, 67, 7, 5, 203];

  it("are stored whole: report, version, commitment, news, and the contest's lines stay from then on", async () => {
    const report = arriving(at, "001");
    const answered = await accept(server, report);
    expect(answered).toEqual([{ id: report.id, state: "counted" }]);
    const [stored] = await storedReports(server, at, "001");
    expect(stored).toMatchObject({ state: "counted", figures: SOUND, flags: [], isVerified: false });
    expect(await count("pending_leaf", `subject = '${report.id}' and octet_length(leaf) = 32`)).toBe(1);
    expect(await count("contest", `id = '${at.contest}' and first_tally_at is not null`)).toBe(1);
    const { rows } = await server.context.database.pool.query(
      "select kind, audience, data from mission_event where mission_id = $1",
      [at.mission],
    );
    expect(rows).toEqual([
      {
        kind: "tally-arrived",
        audience: "tallies-read",
        data: { report: report.id, contest: at.contest, station: "001", state: "counted", reasons: [] },
      },
    ]);
  });

  it("leave nothing behind when the transaction is undone", async () => {
    const report = arriving(at, "001");
    const undone = server.context.database.query.transaction().execute(async (query) => {
      await acceptReports(query, new Date(), [report]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await storedReports(server, at, "001")).toEqual([]);
    expect(await count("tally_station", `contest_id = '${at.contest}'`)).toBe(0);
    expect(await count("pending_leaf", `subject = '${report.id}'`)).toBe(0);
  });

  it("wait for the desk when a check speaks, even when the observer confirms them", async () => {
    const figures = [110, 67, 23, 7, 5, 203];
    await accept(server, arriving(at, "001", { figures, comment: "So it stands on the sheet" }));
    const [stored] = await storedReports(server, at, "001");
    expect(stored).toMatchObject({ state: "waiting", flags: ["digit-slip-suspected", "sum-above-total"] });
  });

  it("keep a zero apart from an empty", async () => {
    await accept(server, arriving(at, "001", { figures: [196, 0, null, null, 7, 203] }));
    const [stored] = await storedReports(server, at, "001");
    expect(stored).toMatchObject({ figures: [196, 0, null, null, 7, 203], flags: ["figure-missing"] });
  });

  it("of a station that the frame does not have are kept for the desk", async () => {
    await accept(server, arriving(at, "999"));
    const [stored] = await storedReports(server, at, "999");
    expect(stored).toMatchObject({ state: "waiting", flags: ["unknown-station"] });
  });

  it("that say the same verify the first, unless the same observer sent both", async () => {
    await accept(server, arriving(at, "001", { observer: ana }));
    await accept(server, arriving(at, "001", { observer: ana }));
    expect(await storedReports(server, at, "001")).toMatchObject([
      { state: "counted", isVerified: false },
      { state: "counted", isVerified: false },
    ]);
    await accept(server, arriving(at, "001", { observer: bea }));
    const [first, second, third] = await storedReports(server, at, "001");
    expect([first?.isVerified, second?.isVerified, third?.isVerified]).toEqual([true, true, false]);
    expect(first?.revision).toBe(2);
  });

  it("that differ wait and the first goes on counting, verified or not; the first is told", async () => {
    await accept(server, arriving(at, "001", { observer: ana }));
    await accept(server, arriving(at, "001", { observer: bea, figures: OTHER }));
    expect(await storedReports(server, at, "001")).toMatchObject([
      { state: "counted", figures: SOUND, flags: ["differs-from-report"] },
      { state: "waiting", figures: OTHER, flags: ["differs-from-report"] },
    ]);
    const { rows } = await server.context.database.pool.query(
      "select kind from mission_event where mission_id = $1 order by id",
      [at.mission],
    );
    expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual([
      "tally-arrived",
      "tally-arrived",
      "tally-changed",
    ]);
  });

  it("of a station that is another observer's wait, and the own observer's counts when it comes", async () => {
    await server.context.database.pool.query(
      "insert into assignment (mission_id, station_code, person_id, assigned_at) values ($1, '001', $2, now())",
      [at.mission, bea],
    );
    await accept(
      server,
      arriving(at, "001", { observer: ana, figures: OTHER }),
      arriving(at, "002", { observer: ana }),
    );
    await accept(server, arriving(at, "001", { observer: bea }));
    expect(await storedReports(server, at, "001")).toMatchObject([
      { state: "waiting", figures: OTHER, flags: ["differs-from-report", "observer-not-assigned"] },
      { state: "counted", figures: SOUND, flags: [] },
    ]);
    // Nobody is assigned to the other station, and the desk knows whom it speaks with.
    expect(await storedReports(server, at, "002")).toMatchObject([{ state: "counted" }]);
    await accept(server, arriving(at, "001", { observer: ana, enteredBy: bea }));
    expect((await storedReports(server, at, "001")).at(-1)).toMatchObject({ state: "counted" });
  });

  it("that are sound count where the first is waiting", async () => {
    await accept(server, arriving(at, "001", { figures: [900, 67, 23, 7, 5, 203] }));
    await accept(server, arriving(at, "001"));
    expect((await storedReports(server, at, "001")).map(({ state }) => state)).toEqual([
      "waiting",
      "counted",
    ]);
  });

  it("are judged one after the other when they come in one batch", async () => {
    const [first, second, third] = [
      arriving(at, "001", { observer: ana }),
      arriving(at, "001", { observer: bea, figures: OTHER }),
      arriving(at, "001", { observer: bea }),
    ] as const;
    await accept(server, first, second, third);
    expect(await storedReports(server, at, "001")).toMatchObject([
      { id: first.id, state: "counted", isVerified: true, flags: ["differs-from-report"] },
      { id: second.id, state: "waiting", flags: ["differs-from-report"] },
      { id: third.id, state: "counted" },
    ]);
  });

  it("are refused whole when a figure is no count or a line too many", async () => {
    const sound = arriving(at, "001");
    await expect(accept(server, sound, arriving(at, "002", { figures: [1, 2] }))).rejects.toThrow(
      "length-mismatch",
    );
    await expect(
      accept(server, sound, arriving(at, "002", { figures: [1.5, 0, 0, 0, 0, 2] })),
    ).rejects.toThrow("not-a-count");
    expect(await storedReports(server, at, "001")).toEqual([]);
  });

  it("of the same stations in many transactions at once never wait in a circle, and one of each counts", async () => {
    const batches = Array.from({ length: 24 }, (_, i) => {
      const order = i % 2 === 0 ? at.stations : [...at.stations].reverse();
      return order.map((station) =>
        arriving(at, station, { figures: i % 3 === 0 ? SOUND : OTHER, observer: i % 5 === 0 ? ana : bea }),
      );
    });
    await Promise.all(batches.map((batch) => accept(server, ...batch)));
    for (const station of at.stations) {
      const stored = await storedReports(server, at, station);
      expect(stored).toHaveLength(24);
      const counting = stored.filter(({ state }) => state === "counted");
      expect(counting[0]?.id).toBe(stored[0]?.id);
      expect(new Set(counting.map(({ figures }) => figures.join())).size).toBe(1);
      const agreeing = stored.filter(({ figures }) => figures.join() === counting[0]?.figures.join());
      expect(counting).toHaveLength(agreeing.length);
    }
  });

  it("of another mission's contest are a fault of the program", async () => {
    await expect(accept(server, arriving(at, "001", { mission: newIdentifier(0) }))).rejects.toThrow(
      "no contest of the mission",
    );
  });
});
