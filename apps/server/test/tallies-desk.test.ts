import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { figuresInOrder } from "../src/tallies/index.ts";
import { type SignedIn, signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";
import { accept, arriving, SOUND, type TallyMission, tallyMission } from "./setting/tally-mission.ts";

type ReportsQuery = z.input<typeof contract.listReports.query>;

/** Above the total by one. */
const WRONG = [102, 67, 23, 7, 5, 203];
/** As sound as SOUND, and something else. */
const OTHER = [101, 23, 67, 7, 5, 203];

describe("the desk", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  let desk: SignedIn;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    at = await tallyMission(server);
    desk = await signedInAs(server, "desk", at.mission);
  });
  const read = (report: string, by = desk) =>
    by.client.call(contract.readReport, { parameters: { mission: at.mission, report } });
  const on = (report: string) => ({ parameters: { mission: at.mission, report } });
  const counted = async (): Promise<Record<string, readonly (number | null)[]>> => {
    const rows = await figuresInOrder(server.context.database.query, at.contest);
    return Object.fromEntries(
      rows.filter(({ setAside }) => !setAside).map(({ station, figures }) => [station, figures]),
    );
  };
  const auditOf = async (report: string) => {
    const { rows } = await server.context.database.pool.query<{ action: string; details: object }>(
      "select action, details from audit_event where subject = $1 order by id",
      [report],
    );
    return rows;
  };

  it("sees what waits, oldest first, page by page, and how much waits for which reason", async () => {
    await accept(server, ...at.stations.map((station) => arriving(at, station, { figures: WRONG })));
    await accept(server, arriving(at, "001"));
    const query = { limit: 8 };
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await desk.client.call(contract.listReports, {
        parameters: { mission: at.mission },
        query: { ...query, ...(after === undefined ? {} : { after }) },
      });
      seen.push(...page.items.map(({ station }) => station));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(at.stations);
    const counts = await desk.client.call(contract.countReports, {
      parameters: { mission: at.mission },
      query: {},
    });
    expect(counts).toEqual({
      states: { counted: 1, waiting: 20, "set-aside": 0 },
      reasons: [
        { reason: "sum-above-total", reports: 20 },
        { reason: "differs-from-report", reports: 1 },
      ],
    });
  });

  it("narrows the list down by reason, contest, station, and looks into the other states", async () => {
    await accept(
      server,
      arriving(at, "001", { figures: WRONG }),
      arriving(at, "012", { figures: [0, 0, 0, 0, 0, 0] }),
    );
    await accept(server, arriving(at, "013"));
    const stations = async (query: ReportsQuery): Promise<string[]> => {
      const { items } = await desk.client.call(contract.listReports, {
        parameters: { mission: at.mission },
        query,
      });
      return items.map(({ station }) => station);
    };
    expect(await stations({ reason: "no-votes" })).toEqual(["012"]);
    expect(await stations({ reason: "differs-from-report" })).toEqual([]);
    expect(await stations({ search: "01" })).toEqual(["001", "012"]);
    expect(await stations({ contest: crypto.randomUUID() })).toEqual([]);
    expect(await stations({ state: "counted" })).toEqual(["013"]);
  });

  it("accepts a report as it stands: it counts, verified, and is committed to", async () => {
    const report = arriving(at, "001", { figures: WRONG });
    await accept(server, report);
    expect(await counted()).toEqual({});
    const { revision } = await read(report.id);
    const accepted = await desk.client.call(contract.acceptReport, { ...on(report.id), body: { revision } });
    expect(accepted).toMatchObject({ state: "counted", isVerified: true, verifiedBy: desk.person });
    expect(accepted.decisions).toMatchObject([{ kind: "accepted", by: desk.person, version: 1 }]);
    expect(await counted()).toEqual({ "001": WRONG });
    expect(await auditOf(report.id)).toEqual([
      { action: "tally-accepted", details: { station: "001", version: 1 } },
    ]);
    const { rows } = await server.context.database.pool.query<{ kind: string }>(
      "select kind from pending_leaf where subject = $1 order by id",
      [report.id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(["tally-version", "tally-decision"]);
  });

  it("corrects a report as a new version; the earlier stays, and a reason is asked for", async () => {
    const report = arriving(at, "001", { figures: WRONG });
    await accept(server, report);
    const { revision } = await read(report.id);
    const correct = (body: { revision: number; figures: (number | null)[]; reason: string }) =>
      desk.client.call(contract.correctReport, { ...on(report.id), body });
    expect(await refusal(correct({ revision, figures: [...SOUND], reason: "" }))).toBe("invalid-request");
    expect(await refusal(correct({ revision, figures: [1, 2], reason: "Read again" }))).toBe(
      "figures-malformed",
    );
    const corrected = await correct({ revision, figures: [...SOUND], reason: "Read again by telephone" });
    expect(corrected.versions).toMatchObject([
      { version: 1, figures: WRONG, reason: null, flags: [{ code: "sum-above-total" }] },
      { version: 2, figures: SOUND, reason: "Read again by telephone", madeBy: desk.person, flags: [] },
    ]);
    expect(await counted()).toEqual({ "001": SOUND });
  });

  it("sets a report aside and restores it to those that wait", async () => {
    const report = arriving(at, "001");
    await accept(server, report);
    const aside = await desk.client.call(contract.setReportAside, {
      ...on(report.id),
      body: { revision: 1, reason: "Another station's sheet" },
    });
    expect(aside).toMatchObject({ state: "set-aside", isVerified: false });
    expect(await counted()).toEqual({});
    const restored = await desk.client.call(contract.restoreReport, {
      ...on(report.id),
      body: { revision: aside.revision, reason: "It was the right one" },
    });
    expect(restored.state).toBe("waiting");
    expect(restored.decisions.map(({ kind }) => kind)).toEqual(["set-aside", "restored"]);
  });

  it("of two that differ accepts one, and the other is set aside with it", async () => {
    const [first, second] = [arriving(at, "001"), arriving(at, "001", { figures: OTHER })];
    await accept(server, first);
    await accept(server, second);
    const { revision, others } = await read(second.id);
    expect(others).toMatchObject([{ id: first.id, state: "counted", figures: SOUND }]);
    await desk.client.call(contract.acceptReport, { ...on(second.id), body: { revision } });
    expect(await counted()).toEqual({ "001": OTHER });
    const superseded = await read(first.id);
    expect(superseded).toMatchObject({ state: "set-aside", decisions: [{ kind: "superseded", by: null }] });
  });

  it("sets the one that counted aside, and the other steps in", async () => {
    const [first, second] = [arriving(at, "001"), arriving(at, "001", { figures: OTHER })];
    await accept(server, first);
    await accept(server, second);
    const { revision } = await read(first.id);
    const body = { revision, reason: "Read from the wrong column" };
    await desk.client.call(contract.setReportAside, { ...on(first.id), body });
    expect(await counted()).toEqual({ "001": OTHER });
    expect(await read(second.id)).toMatchObject({ flags: [], decisions: [{ kind: "counted-instead" }] });
  });

  it("what it has verified is not replaced by a later message", async () => {
    const first = arriving(at, "001", { figures: WRONG });
    await accept(server, first);
    await desk.client.call(contract.acceptReport, { ...on(first.id), body: { revision: 1 } });
    await accept(server, arriving(at, "001"), arriving(at, "001"));
    expect(await counted()).toEqual({ "001": WRONG });
  });

  it("enters what an observer says by telephone, checked like any other", async () => {
    const observer = await signedInAs(server, "observer", at.mission);
    const stranger = await signedInAs(server, "observer", (await tallyMission(server)).mission);
    const enter = (given: { station?: string; observer?: string; figures?: (number | null)[] }) =>
      desk.client.call(contract.enterReport, {
        parameters: { mission: at.mission },
        body: {
          contest: at.contest,
          station: "001",
          observer: observer.person,
          figures: [...SOUND],
          ...given,
        },
      });
    expect(await refusal(enter({ station: "999" }))).toBe("station-unknown");
    expect(await refusal(enter({ observer: stranger.person }))).toBe("unknown-person");
    expect(await refusal(enter({ figures: [1] }))).toBe("figures-malformed");
    const entered = await enter({});
    expect(entered).toMatchObject({
      channel: "telephone",
      state: "counted",
      observer: observer.person,
      enteredBy: desk.person,
    });
    expect(await enter({ figures: WRONG })).toMatchObject({ state: "waiting" });
    expect(await auditOf(entered.id)).toEqual([{ action: "tally-entered", details: { station: "001" } }]);
  });

  it("shows nothing to those whose task it is not, nor another mission's reports", async () => {
    const report = arriving(at, "001", { figures: WRONG });
    await accept(server, report);
    const elsewhere = await tallyMission(server);
    const stranger = await signedInAs(server, "desk", elsewhere.mission);
    const observer = await signedInAs(server, "observer", at.mission);
    const statistician = await signedInAs(server, "statistician", at.mission);
    expect(await refusal(read(report.id, stranger))).toBe("not-found");
    const crossing = { mission: elsewhere.mission, report: report.id };
    expect(await refusal(stranger.client.call(contract.readReport, { parameters: crossing }))).toBe(
      "not-found",
    );
    const accepting = { parameters: crossing, body: { revision: 1 } };
    expect(await refusal(stranger.client.call(contract.acceptReport, accepting))).toBe("not-found");
    expect(await refusal(read(report.id, observer))).toBe("forbidden");
    expect(await refusal(read(report.id, statistician))).toBe("accepted");
    const by = statistician.client;
    expect(await refusal(by.call(contract.acceptReport, { ...on(report.id), body: { revision: 1 } }))).toBe(
      "forbidden",
    );
  });
});
