import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { accept, arriving, tallyMission } from "./setting/tally-mission.ts";

describe("calls from the desk", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it("notes calls, and lists whom it still waits for with the last call", async () => {
    const at = await tallyMission(server);
    const desk = await signedInAs(server, "desk", at.mission);
    const observer = await signedInAs(server, "observer", at.mission);
    const { pool } = server.context.database;
    await pool.query(
      `insert into assignment (mission_id, station_code, person_id, assigned_at)
       select $1, unnest($2::text[]), $3, now()`,
      [at.mission, ["001", "002", "003"], observer.person],
    );
    await accept(server, arriving(at, "002"));
    const parameters = { mission: at.mission };
    const note = (outcome: "no-answer" | "will-report") =>
      desk.client.call(contract.noteCall, {
        parameters,
        body: { contest: at.contest, station: "003", called: observer.person, outcome },
      });
    await note("no-answer");
    server.clock.advanceTo(server.clock.now() + 1_000);
    const second = await note("will-report");
    const { items } = await desk.client.call(contract.listAwaited, {
      parameters: { ...parameters, contest: at.contest },
      query: {},
    });
    expect(items).toMatchObject([
      { station: "001", observers: [observer.person], lastCall: null, stratum: null },
      { station: "003", lastCall: { outcome: "will-report", at: second.at } },
    ]);
    const calls = await desk.client.call(contract.listCalls, { parameters, query: { station: "003" } });
    expect(calls.items.map(({ outcome }) => outcome)).toEqual(["will-report", "no-answer"]);
  });
});
