import { createHash } from "node:crypto";
import { drawStratifiedSample } from "@veedor/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { drawnSample } from "../src/samples/index.ts";
import { announce, contribute, open, publicSamples, textAt } from "./setting/draw-steps.ts";
import { drawn, plannedMission } from "./setting/mission.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const sha = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();
describe("a design", () => {
  it("is refused with designs that cannot be, and contributions that are no line", async () => {
    const of = await plannedMission(server);
    await expect(announce(of, { strata: ["continent"] })).rejects.toThrow(/sample-column-unknown/);
    await expect(announce(of, { stations: 61 })).rejects.toThrow(/sample-size-impossible/);
    await expect(announce(of, { stations: 11 })).rejects.toThrow(/sample-size-impossible/);
    await expect(announce(of, { merge: { "Costa|rural": "Luna|rural" } })).rejects.toThrow(
      /merge-impossible/,
    );
    const given = { rule: "given", stations: { "Costa|rural": 10, "Costa|urban": 13 } };
    await expect(announce(of, { allocation: given })).rejects.toThrow(/sample-size-impossible/);
    const { id } = await announce(of, { stations: 23, allocation: given });
    for (const wrong of ["", "two\nlines", "nul\0", "x".repeat(1_001), "\ud800"])
      await expect(contribute(of, id, wrong)).rejects.toThrow(/invalid-request/);
    const { query } = server.context.database;
    await query.deleteFrom("analysis_plan").where("contest_id", "=", of.contest).execute();
    await expect(announce(of, {}, "A reason that everyone can read")).rejects.toThrow(/plan-not-frozen/);
  });

  it("without strata, and with strata merged by a map, gives what the statistics draw", async () => {
    const simple = await plannedMission(server);
    const one = await drawn(simple, { strata: [], stations: 7, spares: 2 });
    expect((await drawnSample(server.context, simple.election))?.stations).toHaveLength(7);
    const merged = await plannedMission(server);
    const merge = { "Costa|rural": "Costa|urban" };
    const two = await drawn(merged, { minimum: 11, merge, stations: 40 });
    const sample = await drawnSample(server.context, merged.election);
    expect(sample).toMatchObject({ id: two, mergedInto: merge });
    expect(sample?.strata).toMatchObject([
      { stratum: "Costa|urban", stations: 34 },
      { stratum: "Sierra|rural", stations: 12 },
      { stratum: "Sierra|urban", stations: 14 },
    ]);
    await open(merged, two);
    const [seen] = await publicSamples(server, merged);
    const frame = await textAt(server, `/api/public/missions/${merged.code}/samples/${two}/frame.txt`);
    const stations = frame.body
      .trimEnd()
      .split("\n")
      .slice(2)
      .map((line) => line.split("\t"))
      .map(([id = "", , , , department, , zone]) => {
        const label = `${department}|${zone}`;
        return { id, stratum: label === "Costa|rural" ? "Costa|urban" : label };
      });
    const again = drawStratifiedSample({
      stations,
      allocation: new Map(seen?.allocation.map((entry) => [entry.stratum, entry.drawn])),
      spares: 1,
      seed: seen?.seed ?? "",
      sha256: sha,
    });
    expect(sample?.stations.map(({ code }) => code)).toEqual(
      again.filter(({ spare }) => !spare).map(({ station }) => station),
    );
    expect(one).not.toBe(two);
  });
});
