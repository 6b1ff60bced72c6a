import { createHash } from "node:crypto";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { frozenPlan } from "../src/plans/index.ts";
import { firstTally } from "./setting/draw-steps.ts";
import { freezePlan, PLAN, plannedMission, type SmallMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const at = ({ mission, contest }: SmallMission) => ({ mission, contest });
const propose = (of: SmallMission, document: object, reason: string | null = null, by = of.statistician) =>
  by.client.call(contract.proposePlan, { parameters: at(of), body: { document: { ...document }, reason } });
const confirm = (of: SmallMission, plan: string, hash: string, by = of.chief) =>
  by.client.call(contract.confirmPlan, { parameters: { ...at(of), plan }, body: { hash } });

const LATER = { ...PLAN, takes: { ...PLAN.takes, everyMinutes: 5 } };

describe("an analysis plan", () => {
  it("is frozen by two people and published with a hash that anyone computes", async () => {
    const of = await plannedMission(server);
    const published = await fetch(`${server.origin}/api/public/missions/${of.code}/plans`);
    const { plans } = contract.publishedPlans.answer.parse(await published.json());
    expect(plans).toMatchObject([{ contest: "president", version: 1, afterFirstTally: false, reason: null }]);
    // RFC 8785 for a document of ASCII names and plain numbers: keys sorted, no blanks.
    const canonical = (value: unknown): string =>
      Array.isArray(value)
        ? `[${value.map(canonical).join(",")}]`
        : typeof value === "object" && value !== null
          ? `{${Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
              .join(",")}}`
          : JSON.stringify(value);
    expect(plans[0]?.plan).toMatchObject({ level: 0.95, decision: { probabilityFirst: 0.99 } });
    const hash = createHash("sha256").update(canonical(plans[0]?.plan)).digest("hex");
    expect(plans[0]?.hash).toBe(hash);
    expect(await frozenPlan(server.context, of.contest)).toMatchObject({ id: of.plan, hash, version: 1 });
  });

  it("is confirmed by another person than the one who proposed it, for what that person saw", async () => {
    const of = await plannedMission(server);
    const { id, hash } = await propose(of, LATER, "The authority closes an hour later");
    await expect(confirm(of, id, hash, of.statistician)).rejects.toThrow(/same-person/);
    await expect(confirm(of, id, "0".repeat(64))).rejects.toThrow(/hash-differs/);
    const desk = await signedInAs(server, "desk", of.mission);
    await expect(confirm(of, id, hash, desk)).rejects.toThrow(/forbidden/);
    expect((await frozenPlan(server.context, of.contest))?.version).toBe(1);
    await confirm(of, id, hash);
    expect(await frozenPlan(server.context, of.contest)).toMatchObject({ version: 2, hash });
    await expect(confirm(of, id, hash)).rejects.toThrow(/conflict/);
  });

  it("two people who confirm at once freeze it once", async () => {
    const of = await plannedMission(server);
    const others = await Promise.all(
      Array.from({ length: 4 }, () => signedInAs(server, "statistician", of.mission)),
    );
    const { id, hash } = await propose(of, LATER, "The authority closes an hour later");
    const outcomes = await Promise.allSettled(others.map((other) => confirm(of, id, hash, other)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(String(outcome.reason)).toContain("conflict");
    const { query } = server.context.database;
    const leaves = await query.selectFrom("pending_leaf").selectAll().where("subject", "=", id).execute();
    expect(leaves).toHaveLength(1);
  });

  it("an older proposal cannot come back over a later one", async () => {
    const of = await plannedMission(server);
    const reason = "The authority closes an hour later";
    const older = await propose(of, LATER, reason);
    await freezePlan(of, { ...PLAN, level: 0.99 }, reason);
    await expect(confirm(of, older.id, older.hash)).rejects.toThrow(/conflict/);
  });

  it("is changed only with a reason, and after the first tally that is said to everyone", async () => {
    const of = await plannedMission(server);
    await expect(propose(of, LATER)).rejects.toThrow(/reason-needed/);
    await firstTally(server, of);
    await expect(propose(of, LATER)).rejects.toThrow(/reason-needed/);
    await freezePlan(of, LATER, "Reports come faster than was foreseen");
    const published = await fetch(`${server.origin}/api/public/missions/${of.code}/plans`);
    const { plans } = contract.publishedPlans.answer.parse(await published.json());
    expect(plans.map(({ version, afterFirstTally, reason }) => [version, afterFirstTally, reason])).toEqual([
      [1, false, null],
      [2, true, "Reports come faster than was foreseen"],
    ]);
  });

  it("a proposal made before the first tally is not frozen silently after it", async () => {
    const of = await plannedMission(server);
    const { query } = server.context.database;
    const { id, hash } = await propose(of, LATER, "The authority closes an hour later");
    await query.updateTable("analysis_plan").set({ reason: null }).where("id", "=", id).execute();
    await firstTally(server, of);
    await expect(confirm(of, id, hash)).rejects.toThrow(/reason-needed/);
  });

  it("is refused with the place that is wrong, or when frame or sheet do not have what it names", async () => {
    const of = await plannedMission(server);
    const reason = "Because this is a test of refusals";
    await expect(propose(of, { ...PLAN, denominator: "everything" }, reason)).rejects.toThrow(
      /plan-malformed: .*denominator must be one of/,
    );
    await expect(propose(of, { ...PLAN, watched: [] }, reason)).rejects.toThrow(/watched is not a known key/);
    await expect(propose(of, { ...PLAN, watch: ["continent"] }, reason)).rejects.toThrow(
      /plan-does-not-fit: .*watch names “continent”/,
    );
    const backwards = { ...PLAN.takes, last: "2026-10-04T12:00:00-05:00" };
    await expect(propose(of, { ...PLAN, takes: backwards }, reason)).rejects.toThrow(/plan-takes-impossible/);
    const endless = { ...PLAN.takes, last: "2027-10-04T12:00:00-05:00", everyMinutes: 0.1 };
    await expect(propose(of, { ...PLAN, takes: endless }, reason)).rejects.toThrow(/plan-takes-impossible/);
    await expect(propose(of, LATER, "short")).rejects.toThrow(/invalid-request/);
  });

  it("of another mission is not there, nor is a mission that has published nothing", async () => {
    const [one, other] = [await plannedMission(server), await plannedMission(server)];
    const { id, hash } = await propose(one, LATER, "The authority closes an hour later");
    const call = (mission: string, contest: string) =>
      other.chief.client.call(contract.confirmPlan, {
        parameters: { mission, contest, plan: id },
        body: { hash },
      });
    await expect(call(one.mission, one.contest)).rejects.toThrow(/not-found/);
    await expect(call(other.mission, one.contest)).rejects.toThrow(/not-found/);
    await expect(call(other.mission, other.contest)).rejects.toThrow(/not-found/);
    expect((await fetch(`${server.origin}/api/public/missions/nobody/plans`)).status).toBe(404);
  });
});
