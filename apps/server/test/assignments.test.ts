import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { smallMission } from "./setting/mission.ts";
import { signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

describe("assignments", () => {
  it("are made by desk and chief; observers see their own and no others'", async () => {
    const of = await smallMission(server);
    const parameters = { mission: of.mission };
    const desk = await signedInAs(server, "desk", of.mission);
    const [one, two] = [
      await signedInAs(server, "observer", of.mission),
      await signedInAs(server, "observer", of.mission),
    ];
    const assign = (items: { station: string; person: string }[], by = desk) =>
      by.client.call(contract.assignStations, { parameters, body: { items } });
    const items = [
      { station: "0001", person: one.person },
      { station: "0002", person: one.person },
      { station: "0003", person: two.person },
    ];
    expect(await refusal(assign(items, of.statistician))).toBe("forbidden");
    expect(await refusal(assign(items, one))).toBe("forbidden");
    expect(await assign(items)).toEqual({ added: 3 });
    // The same again changes nothing.
    expect(await assign(items)).toEqual({ added: 0 });
    const own = async (by: typeof one) =>
      (await by.client.call(contract.ownAssignments, { parameters })).items.map(({ station }) => station);
    expect(await own(one)).toEqual(["0001", "0002"]);
    expect(await own(two)).toEqual(["0003"]);
    expect(await own(desk)).toEqual([]);
    expect(await refusal(one.client.call(contract.listAssignments, { parameters, query: {} }))).toBe(
      "forbidden",
    );
    const listed = await desk.client.call(contract.listAssignments, { parameters, query: { limit: 2 } });
    expect(listed.items).toEqual(items.slice(0, 2));
    const rest = await desk.client.call(contract.listAssignments, {
      parameters,
      query: { limit: 2, after: listed.next ?? "" },
    });
    expect(rest).toEqual({ items: items.slice(2), next: null });
    await desk.client.call(contract.removeAssignment, {
      parameters,
      query: items[0] ?? { station: "", person: "" },
    });
    expect(await own(one)).toEqual(["0002"]);
  });

  it("are all made or none: not with an unknown station or a person without a part in the mission", async () => {
    const of = await smallMission(server);
    const parameters = { mission: of.mission };
    const observer = await signedInAs(server, "observer", of.mission);
    const stranger = (await smallMission(server)).chief;
    const assign = (items: { station: string; person: string }[]) =>
      of.chief.client.call(contract.assignStations, { parameters, body: { items } });
    const good = { station: "0001", person: observer.person };
    expect(await refusal(assign([good, { station: "9999", person: observer.person }]))).toBe(
      "station-unknown",
    );
    expect(await refusal(assign([good, { station: "0002", person: stranger.person }]))).toBe(
      "unknown-person",
    );
    const listed = await of.chief.client.call(contract.listAssignments, { parameters, query: {} });
    expect(listed.items).toEqual([]);
  });
});
