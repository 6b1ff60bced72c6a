import { createHash } from "node:crypto";
import * as contract from "@veedor/api-contract";
import { combineSeed } from "@veedor/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { drawnSample } from "../src/samples/index.ts";
import { announce, contribute, draw, firstTally, open, publicSamples, textAt } from "./setting/draw-steps.ts";
import { plannedMission, smallMission } from "./setting/mission.ts";
import { testServer } from "./setting/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const sha = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();
describe("a draw", () => {
  it("is announced to everyone before anyone can know what it draws", async () => {
    const of = await plannedMission(server);
    const announced = await announce(of);
    await contribute(of, announced.id, "2 5 5 1");
    const [seen, ...others] = await publicSamples(server, of);
    expect(others).toEqual([]);
    const { items: frames } = await of.chief.client.call(contract.listFrames, {
      parameters: { mission: of.mission },
    });
    expect(seen).toMatchObject({
      secret: null,
      seed: null,
      drawnAt: null,
      frame: { hash: frames[0]?.hash, stations: 60 },
      plans: [{ contest: "president", version: 1 }],
      contributions: [{ number: 1, text: "2 5 5 1", source: "Dice of the parties" }],
      // Quotas 4, 9.6, 4.8 and 5.6; of the two with the same remainder the first in the list gets the last station.
      allocation: [
        { stratum: "Costa|rural", stations: 10, drawn: 4 },
        { stratum: "Costa|urban", stations: 24, drawn: 10 },
        { stratum: "Sierra|rural", stations: 12, drawn: 5 },
        { stratum: "Sierra|urban", stations: 14, drawn: 5 },
      ],
    });
    expect(seen?.secretSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("stays under embargo until the chief opens it; then anyone draws the same from what is public", async () => {
    const of = await smallMission(server);
    const path = `/api/public/missions/${of.code}/samples/${of.sample}`;
    expect((await publicSamples(server, of))[0]).toMatchObject({ secret: null, seed: null });
    expect((await textAt(server, `${path}/stations.csv`)).status).toBe(404);
    expect((await textAt(server, `${path}/frame.txt`)).status).toBe(404);
    await expect(open(of, of.sample, of.statistician)).rejects.toThrow(/forbidden/);
    await open(of, of.sample);
    await expect(open(of, of.sample)).rejects.toThrow(/conflict/);

    // As a citizen would, by the documents alone.
    const [seen] = await publicSamples(server, of);
    if (seen === undefined || seen.secret === null || seen.seed === null) throw new Error("not opened");
    expect(sha(seen.secret).toString("hex")).toBe(seen.secretSha256);
    const contributions = seen.contributions.map((one) => one.text);
    const seed = sha(["veedor-seed-v1", seen.secret, ...contributions, ""].join("\n")).toString("hex");
    expect(seed).toBe(seen.seed);
    const frame = await textAt(server, `${path}/frame.txt`);
    expect(sha(frame.body).toString("hex")).toBe(seen.frame.hash);
    const [, heading = "", ...lines] = frame.body.trimEnd().split("\n");
    const columns = heading.split("\t");
    const cells = lines.map((line) => line.split("\t"));
    const of_ = (name: string) => columns.indexOf(name);
    const stations = cells.map((row) => ({
      code: row[of_("code")] ?? "",
      stratum: `${row[of_("area:department")]}|${row[of_("attribute:zone")]}`,
    }));
    const ticket = (name: string) =>
      BigInt(`0x${sha(sha(seed).toString("hex") + name).toString("hex")}`)
        .toString()
        .padStart(64, "0")
        .split("")
        .reverse()
        .join("");
    const expected = seen.allocation.flatMap(({ stratum, drawn: size }) =>
      stations
        .filter((one) => one.stratum === stratum)
        .map(({ code }) => ({ code, ticket: ticket(`${stratum}|${code}`) }))
        .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
        .slice(0, size + seen.design.spares)
        .map(({ code }, i) => [String(i + 1), code, stratum, i < size ? "0" : "1"]),
    );
    const list = (await textAt(server, `${path}/stations.csv`)).body.trimEnd().split("\n");
    expect(list[0]).toBe("order,station,stratum,N_h,n_h,ticket,spare");
    const got = list.slice(1).map((line) => line.split(","));
    expect(got.map(([order, station, stratum, , , , spare]) => [order, station, stratum, spare])).toEqual(
      expected,
    );
    expect(got).toHaveLength(28);
  });

  it("is drawn from secret and contributions in their order", async () => {
    const of = await plannedMission(server);
    const { id } = await announce(of);
    await expect(draw(of, id)).rejects.toThrow(/contribution-missing/);
    await contribute(of, id, "first");
    await contribute(of, id, "second");
    await draw(of, id);
    await expect(contribute(of, id, "too late")).rejects.toThrow(/sample-drawn-already/);
    await expect(draw(of, id)).rejects.toThrow(/sample-drawn-already/);
    await open(of, id);
    const [seen] = await publicSamples(server, of);
    const secret = seen?.secret ?? "";
    expect(seen?.seed).toBe(combineSeed({ secret, contributions: ["first", "second"], sha256: sha }));
    expect(seen?.seed).not.toBe(combineSeed({ secret, contributions: ["second", "first"], sha256: sha }));
  });

  it("of two who draw at once, one does", async () => {
    const of = await plannedMission(server);
    const { id } = await announce(of);
    await contribute(of, id, "2 5 5 1");
    const outcomes = await Promise.allSettled([draw(of, id), draw(of, id), draw(of, id)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { query } = server.context.database;
    const rows = await query.selectFrom("sample_station").selectAll().where("sample_id", "=", id).execute();
    expect(rows).toHaveLength(28);
  });

  it("keeps the secret sealed, and out of every table, event and leaf", async () => {
    const of = await smallMission(server);
    await open(of, of.sample);
    const [seen] = await publicSamples(server, of);
    const other = await plannedMission(server);
    const hidden = await announce(other);
    await contribute(other, hidden.id, "2 5 5 1");
    await draw(other, hidden.id);
    const { query } = server.context.database;
    const row = await query
      .selectFrom("sample")
      .selectAll()
      .where("id", "=", hidden.id)
      .executeTakeFirstOrThrow();
    expect([row.secret, row.seed]).toEqual([null, null]);
    // What the first one's seal held is known now: nothing of it stands in its sealed bytes.
    const first = await query
      .selectFrom("sample")
      .selectAll()
      .where("id", "=", of.sample)
      .executeTakeFirstOrThrow();
    expect(first.secret_sealed.toString("latin1")).not.toContain(seen?.secret ?? "-");
    const leaves = await query
      .selectFrom("pending_leaf")
      .selectAll()
      .where("subject", "=", of.sample)
      .execute();
    expect(leaves.map(({ kind }) => kind)).toEqual([
      "sample-announced",
      "sample-contribution",
      "sample-drawn",
      "sample-opened",
    ]);
    for (const { body } of leaves) expect(body.toString("utf8")).not.toContain(seen?.secret ?? "-");
  });

  it("is not begun anew in silence, nor once a tally has arrived", async () => {
    const of = await smallMission(server);
    await expect(announce(of)).rejects.toThrow(/reason-needed/);
    const again = await announce(of, {}, "The frame had stations of another country");
    await contribute(of, again.id, "6 6 6");
    await draw(of, again.id);
    const seen = await publicSamples(server, of);
    expect(seen.map(({ id, reason }) => [id, reason])).toEqual([
      [of.sample, null],
      [again.id, "The frame had stations of another country"],
    ]);
    expect((await drawnSample(server.context, of.election))?.id).toBe(again.id);
    await firstTally(server, of);
    await expect(announce(of, {}, "Because we dislike what it shows")).rejects.toThrow(
      /tallies-have-arrived/,
    );
  });

  it("of two who announce at once, the second is asked why", async () => {
    const of = await plannedMission(server);
    const outcomes = await Promise.allSettled([announce(of), announce(of)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((one) => one.status === "rejected");
    expect(String(refused?.reason)).toContain("reason-needed");
  });

  it("is not drawn once a tally has arrived, nor when another has been announced since", async () => {
    const of = await plannedMission(server);
    const first = await announce(of);
    await contribute(of, first.id, "1");
    const second = await announce(of, {}, "The first had too few stations");
    await expect(draw(of, first.id)).rejects.toThrow(/sample-superseded/);
    await expect(contribute(of, first.id, "2")).rejects.toThrow(/sample-superseded/);
    await contribute(of, second.id, "1");
    await firstTally(server, of);
    await expect(draw(of, second.id)).rejects.toThrow(/tallies-have-arrived/);
  });
});

describe("the secret", () => {
  it("is not opened before polls have closed, nor before the draw", async () => {
    const of = await plannedMission(server);
    const { id } = await announce(of);
    await expect(open(of, id)).rejects.toThrow(/sample-not-drawn/);
    await contribute(of, id, "2 5 5 1");
    await draw(of, id);
    const change = (closesAt: string | null) =>
      of.chief.client.call(contract.changeElection, {
        parameters: { mission: of.mission, election: of.election },
        body: { closesAt },
      });
    await change("2026-10-04T17:00:01-05:00");
    await expect(open(of, id)).rejects.toThrow(/too-early/);
    // Where nobody has said when polls close, the first take of the plan counts: 18 hours.
    await change(null);
    await expect(open(of, id)).rejects.toThrow(/too-early/);
    await change("2026-10-04T17:00:00-05:00");
    await open(of, id);
  });
});
