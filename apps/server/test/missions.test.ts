import * as contract from "@veedor/api-contract";
import { FIRST_ROUND_RULE_NAMES } from "@veedor/domain";
import { FIRST_ROUND_RULES } from "@veedor/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { freezeContest } from "../src/missions/index.ts";
import { missionEntry, type NewMission, newMission, POLLING_DAY, PRESIDENT } from "./setting/mission.ts";
import { newPerson, signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const events = (mission: string, action: string) =>
  server.context.database.query
    .selectFrom("audit_event")
    .selectAll()
    .where("mission_id", "=", mission)
    .where("action", "=", action)
    .execute();

describe("a mission", () => {
  it("is created by an administrator, who then sees nothing of it but that it exists", async () => {
    const administrator = await signedInAs(server, "administrator");
    const chief = await newPerson(server);
    const body = missionEntry({ chief, code: "peru-2026" });
    const made = await administrator.client.call(contract.createMission, { body });
    expect(made).toMatchObject({ code: "peru-2026", timeZone: "America/Lima", kind: "real" });
    const parameters = { mission: made.id };
    expect(await refusal(administrator.client.call(contract.readMission, { parameters }))).toBe("not-found");
    const { items } = await administrator.client.call(contract.listMissions, {});
    expect(items.find(({ id }) => id === made.id)).toMatchObject({ code: "peru-2026", roles: [] });
    expect(await events(made.id, "mission-created")).toMatchObject([
      { person_id: administrator.person, details: { code: "peru-2026", kind: "real", chief } },
    ]);
  });

  it("is refused to anyone else, with a taken code, an unknown chief, zone or language, or beside the other kind", async () => {
    const { chief, code } = await newMission(server);
    const administrator = await signedInAs(server, "administrator");
    const person = chief.person;
    const create = (body: ReturnType<typeof missionEntry>, by = administrator) =>
      refusal(by.client.call(contract.createMission, { body }));
    expect(await create(missionEntry({ chief: person }), chief)).toBe("forbidden");
    expect(await create(missionEntry({ chief: person, code }))).toBe("code-taken");
    expect(await create(missionEntry({ chief: crypto.randomUUID() }))).toBe("unknown-person");
    expect(await create({ ...missionEntry({ chief: person }), timeZone: "America/Macondo" })).toBe(
      "unknown-time-zone",
    );
    expect(await create({ ...missionEntry({ chief: person }), languages: ["en"] as never })).toBe(
      "language-not-in-mission",
    );
    expect(await create(missionEntry({ chief: person, kind: "rehearsal" }))).toBe("kinds-apart");
    expect(await create({ ...missionEntry({ chief: person }), code: "../x" })).toBe("invalid-request");
  });

  it("is changed by its chief alone, and others' missions are not there", async () => {
    const { mission, chief } = await newMission(server);
    const parameters = { mission };
    const reader = await signedInAs(server, "reader", mission);
    const body = { name: { es: "Misión electoral" }, areaLevels: ["department", "province"] };
    expect(await refusal(reader.client.call(contract.changeMission, { parameters, body }))).toBe("forbidden");
    await chief.client.call(contract.changeMission, { parameters, body });
    expect(await reader.client.call(contract.readMission, { parameters })).toMatchObject({
      ...body,
      timeZone: "America/Lima",
    });
    const other = await newMission(server);
    expect(await refusal(other.chief.client.call(contract.readMission, { parameters }))).toBe("not-found");
    const seen = await other.chief.client.call(contract.listMissions, {});
    expect(seen.items.map(({ id }) => id)).toEqual([other.mission]);
    // A language cannot go while the mission's own name is given in it.
    expect(
      await refusal(chief.client.call(contract.changeMission, { parameters, body: { languages: ["en"] } })),
    ).toBe("language-not-in-mission");
  });

  it("asks who is there before anything else", async () => {
    const response = await fetch(`${server.origin}/api/missions`);
    expect([response.status, await response.json()]).toMatchObject([401, { code: "not-signed-in" }]);
  });
});

describe("elections", () => {
  it("a first round and a runoff are two, in the order of their days", async () => {
    const { mission, chief } = await newMission(server);
    const parameters = { mission };
    const runoff = {
      ...POLLING_DAY,
      day: "2026-11-15",
      round: "runoff" as const,
      opensAt: null,
      closesAt: null,
    };
    await chief.client.call(contract.createElection, { parameters, body: runoff });
    const first = await chief.client.call(contract.createElection, { parameters, body: POLLING_DAY });
    const { items } = await chief.client.call(contract.listElections, { parameters });
    expect(items.map(({ day, round }) => [day, round])).toEqual([
      ["2026-10-04", "first"],
      ["2026-11-15", "runoff"],
    ]);
    expect(items[0]?.opensAt).toBe("2026-10-04T13:00:00.000Z");
    const change = (body: object) =>
      chief.client.call(contract.changeElection, {
        parameters: { mission, election: first.id },
        body,
      });
    expect(await refusal(change({ day: "2026-11-15" }))).toBe("day-taken");
    expect(await refusal(change({ closesAt: "2026-10-04T12:00:00Z" }))).toBe("hours-not-in-order");
    expect(await change({ closesAt: null })).toMatchObject({ closesAt: null, day: "2026-10-04" });
  });
});

describe("contests", () => {
  async function contestOf({ mission, chief }: NewMission, entry: object = PRESIDENT) {
    const parameters = { mission };
    const election = await chief.client.call(contract.createElection, { parameters, body: POLLING_DAY });
    const body = { ...PRESIDENT, ...entry, election: election.id };
    return chief.client.call(contract.createContest, { parameters, body });
  }

  it("keep their lines in the sheet's order, with names by language", async () => {
    const made = await newMission(server);
    const { id } = await contestOf(made);
    const parameters = { mission: made.mission, contest: id };
    const read = await made.chief.client.call(contract.readContest, { parameters });
    expect(read).toMatchObject({ ...PRESIDENT, frozenAt: null });
    expect(read.lines.map(({ code }) => code)).toEqual([
      "aguila",
      "bosque",
      "cometa",
      "blank",
      "null",
      "total",
    ]);
  });

  it("are refused when they make no sheet", async () => {
    const lines = PRESIDENT.lines;
    const twice = [lines[0], lines[0]];
    const none = lines.slice(3);
    await expect(contestOf(await newMission(server), { lines: twice })).rejects.toThrow(
      /contest-malformed: .*lines\[1\].code: the code stands twice/,
    );
    await expect(contestOf(await newMission(server), { lines: none })).rejects.toThrow(/no line is a choice/);
    const odd = { decidingRule: { rule: "whoever-shouts" } };
    expect(await refusal(contestOf(await newMission(server), odd))).toBe("invalid-request");
    const french = { name: { fr: "Présidence" } };
    expect(await refusal(contestOf(await newMission(server), french))).toBe("language-not-in-mission");
  });

  it("never change their lines or rule once a tally has arrived; their name may", async () => {
    const made = await newMission(server);
    const { id } = await contestOf(made);
    const parameters = { mission: made.mission, contest: id };
    const change = (body: object) => made.chief.client.call(contract.changeContest, { parameters, body });
    const swapped = [PRESIDENT.lines[1], PRESIDENT.lines[0], ...PRESIDENT.lines.slice(2)];
    await change({ lines: swapped });
    const now = new Date(server.context.clock.now());
    const { query } = server.context.database;
    const frozen = await query.transaction().execute((tx) => freezeContest(tx, now, id));
    expect(frozen?.contest.lines.map(({ code }) => code).slice(0, 2)).toEqual(["bosque", "aguila"]);
    expect(await refusal(change({ lines: PRESIDENT.lines }))).toBe("contest-frozen");
    expect(await refusal(change({ decidingRule: { rule: "plurality" } }))).toBe("contest-frozen");
    expect(await change({ name: { es: "Presidente de la República" } })).toMatchObject({
      frozenAt: now.toISOString(),
    });
  });

  it("a change of lines and a first tally at the same time come one after the other", async () => {
    const made = await newMission(server);
    const { id } = await contestOf(made);
    const { query } = server.context.database;
    const parameters = { mission: made.mission, contest: id };
    const outcome = await query.transaction().execute(async (tx) => {
      const frozen = await freezeContest(tx, new Date(server.context.clock.now()), id);
      const change = refusal(
        made.chief.client.call(contract.changeContest, {
          parameters,
          body: { lines: PRESIDENT.lines.slice(0, 2) },
        }),
      );
      const first = await Promise.race([change, new Promise((resolve) => setTimeout(resolve, 300, "waits"))]);
      return { frozen, first, change };
    });
    expect(outcome.first).toBe("waits");
    expect(await outcome.change).toBe("contest-frozen");
    expect(outcome.frozen?.lines).toHaveLength(6);
  });

  it("are decided by rules that the statistics know by the same names", () => {
    expect([...FIRST_ROUND_RULE_NAMES]).toEqual(Object.keys(FIRST_ROUND_RULES));
  });
});
