import { createHash } from "node:crypto";
import * as contract from "@veedor/api-contract";
import { canonicalJson, type Json } from "@veedor/transparency-log";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlayedEvening, playedEvening } from "./setting/evening.ts";
import { signedInAs } from "./setting/people.ts";
import { refusal } from "./setting/refusal.ts";
import { testServer } from "./setting/server.ts";

type Server = Awaited<ReturnType<typeof testServer>>;
const REASON = "The authority has asked for figures before midnight, and most stations have reported.";

describe("a release", () => {
  let server: Server;
  let at: PlayedEvening;
  beforeAll(async () => {
    server = await testServer();
    at = await playedEvening(server);
  });
  afterAll(() => server.close());

  const last = () => at.takes.at(-1) ?? "";
  const propose = (overrideReason: string | null = null, take = last()) =>
    at.statistician.client.call(contract.proposeRelease, {
      parameters: { mission: at.mission, contest: at.contest },
      body: { take, overrideReason },
    });
  const confirm = (release: string, hash: string, by = at.chief) =>
    by.client.call(contract.confirmRelease, {
      parameters: { mission: at.mission, release },
      body: { hash },
    });
  const open = (path: string) => fetch(`${server.origin}${path}`);
  const publicPath = (release: string) => `/api/public/missions/${at.code}/releases/${release}`;

  it("freezes the take's figures, margins, method and gate, and says them in four languages", async () => {
    const { record, hash } = await propose();
    const take = await at.statistician.client.call(contract.readTake, {
      parameters: { mission: at.mission, contest: at.contest, take: last() },
    });
    const { figures } = take.content;
    expect(record.choices.map(({ share }) => share.estimate)).toEqual(
      figures?.shares.map(({ estimate }) => estimate),
    );
    expect(record.lead?.low).toBe(figures?.lead?.low);
    expect(record.method).toMatchObject({ designed: 24, usable: 24, frameStations: 60, level: 0.95 });
    expect(record.gate.map(({ name }) => name)).toEqual([
      "coverage",
      "arrival",
      "stability",
      "sensitivity",
      "decision",
    ]);
    expect(record.gateOpen).toBe(true);
    expect(hash).toBe(
      createHash("sha256")
        .update(canonicalJson(record as Json))
        .digest("hex"),
    );
    const share = record.choices[0]?.share.estimate ?? 0;
    const said = (language: string): string =>
      new Intl.NumberFormat(language, {
        style: "percent",
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(share);
    for (const language of ["es", "en", "pt", "fr"]) {
      expect(record.text[language]?.headline).toContain(said(language));
      expect(record.text[language]?.headline).toContain("Alianza Águila");
    }
  });

  it("is seen by nobody outside until a second person has confirmed its hash", async () => {
    const { id, hash } = await propose();
    const absent = await open(publicPath("0190a000-0000-7000-8000-000000000000"));
    const before = await open(publicPath(id));
    expect(before.status).toBe(404);
    expect(await before.text()).toBe(await absent.text());
    expect((await open(`/public/${at.code}/${id}`)).status).toBe(404);

    expect(await refusal(confirm(id, hash, at.statistician))).toBe("same-person");
    expect(await refusal(confirm(id, "0".repeat(64)))).toBe("hash-differs");
    const desk = await signedInAs(server, "desk", at.mission);
    expect(await refusal(confirm(id, hash, desk))).toBe("forbidden");
    expect((await open(publicPath(id))).status).toBe(404);

    const released = await confirm(id, hash);
    expect(released).toMatchObject({ state: "released", confirmedBy: at.chief.person });
    const shown = (await (await open(publicPath(id))).json()) as { record: Json; hash: string };
    expect(createHash("sha256").update(canonicalJson(shown.record)).digest("hex")).toBe(hash);
    expect(JSON.stringify(shown)).not.toContain(at.chief.person);
    expect(await refusal(confirm(id, hash))).toBe("release-settled");
  });

  it("needs a sign-in of the last minutes", async () => {
    const { id, hash } = await propose();
    const late = server.clock.now() + 6 * 60_000;
    server.clock.advanceTo(late);
    expect(await refusal(confirm(id, hash))).toBe("sign-in-again");
    const { rows } = await server.context.database.pool.query<{ state: string | null }>(
      "select released_at as state from release where id = $1",
      [id],
    );
    expect(rows[0]?.state).toBeNull();
    const fresh = await signedInAs(server, "chief", at.mission);
    expect((await confirm(id, hash, fresh)).state).toBe("released");
  });

  it("is confirmed once when two people confirm at the same time", async () => {
    const { id, hash } = await propose();
    const chiefs = await Promise.all([1, 2, 3, 4].map(() => signedInAs(server, "chief", at.mission)));
    const ends = await Promise.allSettled(chiefs.map((chief) => confirm(id, hash, chief)));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("never changes afterwards, not even through the database; a withdrawal stands beside it", async () => {
    const { id, hash } = await propose();
    const chief = await signedInAs(server, "chief", at.mission);
    await confirm(id, hash, chief);
    const { pool } = server.context.database;
    await expect(pool.query("update release set record = '{}' where id = $1", [id])).rejects.toThrow(
      "never changed",
    );
    const withdrawn = await chief.client.call(contract.withdrawRelease, {
      parameters: { mission: at.mission, release: id },
      body: { reason: "Forty sheets had been entered for another contest." },
    });
    expect(withdrawn.state).toBe("withdrawn");
    const shown = (await (await open(publicPath(id))).json()) as Record<string, unknown>;
    expect(shown).toMatchObject({
      hash,
      withdrawalReason: "Forty sheets had been entered for another contest.",
    });
    const page = await (await open(`/public/${at.code}/${id}?lang=en`)).text();
    expect(page).toContain("Forty sheets had been entered");
  });
});

describe("a release while the gate is shut", () => {
  let server: Server;
  let at: PlayedEvening;
  beforeAll(async () => {
    server = await testServer();
    at = await playedEvening(server, { reporting: 12, takes: 1 });
  });
  afterAll(() => server.close());

  it("needs a reason, which is in the record and in its text", async () => {
    const propose = (overrideReason: string | null) =>
      at.statistician.client.call(contract.proposeRelease, {
        parameters: { mission: at.mission, contest: at.contest },
        body: { take: at.takes[0] ?? "", overrideReason },
      });
    expect(await refusal(propose(null))).toBe("gate-shut");
    const { record } = await propose(REASON);
    expect(record).toMatchObject({ gateOpen: false, overrideReason: REASON });
    for (const { paragraphs } of Object.values(record.text)) expect(paragraphs.join(" ")).toContain(REASON);
  });

  it("is not made of a take without figures, nor of another contest's", async () => {
    const other = await playedEvening(server, { reporting: 0, takes: 1 });
    const parameters = { mission: other.mission, contest: other.contest };
    const of = (take: string) =>
      other.statistician.client.call(contract.proposeRelease, {
        parameters,
        body: { take, overrideReason: REASON },
      });
    expect(await refusal(of(other.takes[0] ?? ""))).toBe("nothing-to-release");
    expect(await refusal(of(at.takes[0] ?? ""))).toBe("not-found");
  });
});
