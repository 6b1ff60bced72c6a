import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SignedIn, signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";
import { accept, arriving, type TallyMission, tallyMission } from "./setting/tally-mission.ts";

/** Above the total by one. */
const WRONG = [102, 67, 23, 7, 5, 203];
/** As sound as SOUND, and something else. */
const OTHER = [101, 23, 67, 7, 5, 203];

describe("two people at the desk", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  let desk: SignedIn;
  let colleague: SignedIn;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    at = await tallyMission(server);
    desk = await signedInAs(server, "desk", at.mission);
    colleague = await signedInAs(server, "desk", at.mission);
  });
  const read = (report: string, by = desk) =>
    by.client.call(contract.readReport, { parameters: { mission: at.mission, report } });
  const on = (report: string) => ({ parameters: { mission: at.mission, report } });

  it("lets one of two decide when both do so on what they saw", async () => {
    const report = arriving(at, "001", { figures: WRONG });
    await accept(server, report);
    const answers = await Promise.all([
      refusal(desk.client.call(contract.acceptReport, { ...on(report.id), body: { revision: 1 } })),
      refusal(
        colleague.client.call(contract.setReportAside, {
          ...on(report.id),
          body: { revision: 1, reason: "Not legible" },
        }),
      ),
    ]);
    expect([...answers].sort()).toEqual(["accepted", "conflict"]);
    expect((await read(report.id)).decisions).toHaveLength(1);
  });

  it("does not decide on a report that a message has changed meanwhile", async () => {
    const report = arriving(at, "001");
    await accept(server, report);
    const { revision } = await read(report.id);
    await accept(server, arriving(at, "001", { figures: OTHER }));
    const accepting = desk.client.call(contract.acceptReport, { ...on(report.id), body: { revision } });
    expect(await refusal(accepting)).toBe("conflict");
  });

  it("holds a report for one person for five minutes; another is told until when", async () => {
    const report = arriving(at, "001", { figures: WRONG });
    await accept(server, report);
    const lock = await desk.client.call(contract.lockReport, on(report.id));
    expect(lock).toMatchObject({ person: desk.person });
    for (const attempt of [
      () => colleague.client.call(contract.lockReport, on(report.id)),
      () => colleague.client.call(contract.acceptReport, { ...on(report.id), body: { revision: 1 } }),
    ]) {
      const problem = await attempt().catch((error: unknown) => error);
      if (!(problem instanceof contract.RequestRefused)) throw new Error("was not refused");
      expect(problem.problem).toMatchObject({ status: 409, code: "report-locked" });
      // 22:05 in UTC is 17:05 in Lima.
      expect(problem.problem.detail).toMatch(/until 17:\d\d:\d\d/);
    }
    expect((await read(report.id, colleague)).lock).toMatchObject({ person: desk.person });
    server.clock.advanceTo(server.clock.now() + 4 * 60_000);
    await desk.client.call(contract.lockReport, on(report.id));
    server.clock.advanceTo(server.clock.now() + 4 * 60_000);
    expect(await refusal(colleague.client.call(contract.lockReport, on(report.id)))).toBe("report-locked");
    server.clock.advanceTo(server.clock.now() + 61_000);
    expect((await read(report.id, colleague)).lock).toBeNull();
    await colleague.client.call(contract.lockReport, on(report.id));
    await colleague.client.call(contract.unlockReport, on(report.id));
    await desk.client.call(contract.acceptReport, { ...on(report.id), body: { revision: 1 } });
  });

  it("gives a report that two people want to one of them", async () => {
    const report = arriving(at, "001", { figures: WRONG });
    await accept(server, report);
    const answers = await Promise.all(
      [desk, colleague, desk, colleague].map((by) =>
        refusal(by.client.call(contract.lockReport, on(report.id))),
      ),
    );
    expect([...answers].sort()).toEqual(["accepted", "accepted", "report-locked", "report-locked"]);
  });
});
