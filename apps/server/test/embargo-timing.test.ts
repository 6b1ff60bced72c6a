import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentifier } from "../src/outside/identifiers.ts";
import { untilTakesAreMade } from "../src/quick-count/index.ts";
import { plantedMission, preparedMission } from "./setting/planted-mission.ts";
import { testServer } from "./setting/server.ts";

/** Answers that are compared: a request a round each, so that what the machine does besides falls on all alike. */
const ROUNDS = 250;

describe("the answers that everybody gets", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let prepared: Awaited<ReturnType<typeof preparedMission>>;
  beforeAll(async () => {
    server = await testServer({ VEEDOR_TRUSTED_PROXY: "loopback" });
    prepared = await preparedMission(server);
  });
  afterAll(() => server.close());

  let asked = 0;
  const ask = async (path: string): Promise<{ status: number; took: number; said: string }> => {
    asked += 1;
    const begun = performance.now();
    const response = await fetch(`${server.origin}${path}`, {
      headers: {
        // Each from an address of its own: limits on the rate are not what is measured.
        "x-forwarded-for": `10.1.${asked >> 8}.${asked & 255}`,
        "x-forwarded-proto": "https",
        accept: "*/*",
      },
    });
    const body = await response.text();
    const took = performance.now() - begun;
    const headers = [...response.headers].filter(
      ([name]) => !["date", "etag"].includes(name) && !name.startsWith("x-ratelimit"),
    );
    return { status: response.status, took, said: JSON.stringify([response.status, headers, body]) };
  };
  /** Milliseconds of each path, asked in turn and each round in another order; everything that was ever said. */
  const measure = async (paths: Readonly<Record<string, string>>) => {
    const names = Object.keys(paths);
    const times = new Map<string, number[]>(names.map((name) => [name, []]));
    const said = new Set<string>();
    for (let round = 0; round < ROUNDS; round++)
      for (const [i] of names.entries()) {
        const name = names[(i + round) % names.length] ?? "";
        const answer = await ask(paths[name] ?? "");
        times.get(name)?.push(answer.took);
        said.add(answer.said);
      }
    return { times, said };
  };
  const paths = (release: string) => {
    const nowhere = newIdentifier(0);
    const api = "/api/public/missions";
    return {
      proposed: `${api}/${prepared.code}/releases/${release}`,
      absent: `${api}/${prepared.code}/releases/${nowhere}`,
      "no mission": `${api}/nowhere-at-all/releases/${nowhere}`,
    };
  };
  const pages = (release: string) => ({
    proposed: `/public/${prepared.code}/${release}`,
    absent: `/public/${prepared.code}/${newIdentifier(0)}`,
    "no mission": `/public/nowhere-at-all/${newIdentifier(0)}`,
  });
  /**
   * Nobody can tell them apart: the same is said, and of two answers of a round each is the slower one about as often.
   * Under chance the share of rounds has a standard deviation of a half over their root; five of them are let pass.
   */
  const alike = ({ times, said }: Awaited<ReturnType<typeof measure>>): void => {
    expect(said.size).toBe(1);
    const [first = [], ...others] = [...times.values()];
    for (const other of others) {
      const slower = other.filter((took, round) => took > (first[round] ?? 0)).length / ROUNDS;
      expect(Math.abs(slower - 0.5)).toBeLessThan(2.5 / Math.sqrt(ROUNDS));
    }
  };

  it("do not tell a record that is not released from one that does not exist, by word or by time", async () => {
    const before = await measure(paths(newIdentifier(1)));
    alike(before);
    const at = await plantedMission(server, prepared);
    const release = at.identifiers["release"] ?? "";
    const after = await measure(paths(release));
    alike(after);
    expect([...after.said]).toEqual([...before.said]);
    alike(await measure(pages(release)));
    const other = await ask(`/public/${prepared.code}/not-an-identifier`);
    const absent = await ask(pages(release).absent);
    expect(other.said).toBe(absent.said);
    // The takes are there, or nothing was hidden.
    await untilTakesAreMade(server.context);
    const { items } = await at.people.chief.client.call(contract.listTakes, {
      parameters: { mission: at.mission, contest: at.identifiers["contest"] ?? "" },
      query: {},
    });
    expect(items.length).toBeGreaterThan(2);
  }, 120_000);
});
