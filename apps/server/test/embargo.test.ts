import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as contract from "@veedor/api-contract";
import { MISSION_ACTIONS, type MissionAction, mayDo, type Role } from "@veedor/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLog, readConfiguration, stagedClock, startServer } from "../src/index.ts";
import { ENDPOINT_PERMISSIONS } from "./setting/endpoint-permissions.ts";
import { callEndpoint, type DocumentedEndpoint, documentedEndpoints } from "./setting/endpoints.ts";
import { type EventReader, readEvents } from "./setting/event-reader.ts";
import { foundPlanted } from "./setting/found-planted.ts";
import { type PlantedMission, plantedMission, preparedMission } from "./setting/planted-mission.ts";
import { EVENING, freshDatabase } from "./setting/server.ts";

/** Who may see votes, estimates, and stations of the frame; by the table of permissions and nothing else. */
const MAY: Readonly<Record<"figures" | "shares" | "stations", readonly MissionAction[]>> = {
  figures: ["tallies-read", "submissions-read"],
  shares: ["estimate-read"],
  stations: ["frame-read", "sample-read", "tallies-read", "assignments-read"],
};
const ROLES = [
  "nobody",
  "stranger",
  "administrator",
  "device",
  "reader",
  "observer",
  "desk",
  "statistician",
  "chief",
] as const;
type Who = (typeof ROLES)[number];

describe("what is under embargo", () => {
  let server: Awaited<ReturnType<typeof startServer>> & { clock: ReturnType<typeof stagedClock> };
  let at: PlantedMission;
  let endpoints: DocumentedEndpoint[];
  const streams = new Map<string, EventReader>();
  let logged = "";
  beforeAll(async () => {
    const clock = stagedClock(EVENING);
    const configuration = readConfiguration(
      {
        VEEDOR_PORT: "0",
        VEEDOR_LOG_LEVEL: "debug",
        DATABASE_URL: await freshDatabase(),
        VEEDOR_TRUSTED_PROXY: "loopback",
      },
      { dataFolder: mkdtempSync(join(tmpdir(), "veedor-embargo-")) },
    );
    const log = makeLog("debug", { write: (line: string) => (logged += line) });
    server = { ...(await startServer(configuration, { clock, log })), clock };
    const prepared = await preparedMission(server);
    for (const [role, { token }] of Object.entries(prepared.people))
      streams.set(role, await readEvents(server, prepared.mission, { token }));
    at = await plantedMission(server, prepared);
    endpoints = await documentedEndpoints(server);
  });
  afterAll(async () => {
    for (const stream of streams.values()) stream.close();
    await server.close();
  });

  const tokenOf = (who: Who): string | null => {
    if (who === "nobody") return null;
    if (who === "stranger") return at.stranger.token;
    if (who === "administrator") return at.administrator.token;
    if (who === "device") return at.phone.token;
    return at.people[who].token;
  };
  const rolesOf = (who: Who): Role[] => (who in at.people ? [who as Role] : []);
  /** What somebody must not see, of what was found in a text. */
  const leaked = (who: Who, text: string): string[] => {
    const found = foundPlanted(at.planted, text);
    const may = (kind: keyof typeof MAY): boolean => MAY[kind].some((action) => mayDo(rolesOf(who), action));
    const own = who === "observer" || who === "device" ? [at.own] : [];
    return [
      ...(may("figures") ? [] : found.figures),
      ...(may("shares") ? [] : found.shares),
      ...(may("stations") ? [] : found.stations.filter((station) => !own.includes(station))),
    ];
  };
  const call = (endpoint: DocumentedEndpoint, who: Who, n: number) =>
    callEndpoint(server, endpoint, {
      mission: at.mission,
      token: tokenOf(who),
      address: `10.${ROLES.indexOf(who)}.${n >> 8}.${n & 255}`,
      identifiers: at.identifiers,
    });

  it("names in the table of permissions every endpoint that was looked at", () => {
    expect(endpoints.map(({ name }) => name).filter((name) => !(name in ENDPOINT_PERMISSIONS))).toEqual([]);
    for (const actions of Object.values(MAY))
      for (const action of actions) expect(MISSION_ACTIONS).toHaveProperty(action);
  });

  it("is planted where it belongs, so that what follows can fail", async () => {
    const { client } = at.people.desk;
    const report = await client.call(contract.readReport, {
      parameters: { mission: at.mission, report: at.identifiers["report"] ?? "" },
    });
    expect(foundPlanted(at.planted, JSON.stringify(report)).figures.length).toBeGreaterThan(3);
    expect(foundPlanted(at.planted, JSON.stringify(report)).stations).toHaveLength(1);
    const takes = await at.people.chief.client.call(contract.listTakes, {
      parameters: { mission: at.mission, contest: at.identifiers["contest"] ?? "" },
      query: {},
    });
    expect(foundPlanted(at.planted, JSON.stringify(takes)).shares.length).toBeGreaterThan(5);
    expect(
      foundPlanted(at.planted, "votes: 100.003, 100 019, [100043,100049] and a1100057").figures,
    ).toHaveLength(4);
  });

  it("does not come back to a phone, which is given its observer's own station", async () => {
    const list = await (await fetch(`${at.phone.base}/formList`)).text();
    const addresses = [...list.matchAll(/<(?:downloadUrl|manifestUrl)>(.*?)</g)].map(([, url = ""]) => url);
    const texts = [list];
    for (const address of addresses) texts.push(await (await fetch(address)).text());
    const media = [...texts.join("").matchAll(/<downloadUrl>(.*?)</g)].map(([, url = ""]) => url);
    for (const address of media) texts.push(await (await fetch(address)).text());
    expect(addresses.length).toBeGreaterThan(1);
    expect(leaked("device", texts.join("\n"))).toEqual([]);
  });

  it.each(ROLES)("does not show on any endpoint to %s, unless the table says so", async (who) => {
    const seen: string[] = [];
    const unknown: string[] = [];
    for (const [n, endpoint] of inOrder(endpoints, who).entries()) {
      const { text } = await call(endpoint, who, n);
      for (const found of leaked(who, text)) seen.push(`${endpoint.name}: ${found}`);
      if (text.includes('"not-signed-in"') && !isOwnAccount(endpoint)) unknown.push(endpoint.name);
    }
    // Whoever was signed out on the way would have seen nothing.
    if (who !== "nobody" && who !== "device") expect(unknown).toEqual([]);
    expect(seen).toEqual([]);
  });

  it("does not show in lists that are narrowed down, nor in other states", async () => {
    const lists = ["state=counted", "state=set-aside", "search=zqx", "reason=sum-above-total"].map(
      (query) => `/api/missions/${at.mission}/reports?${query}`,
    );
    for (const who of ["nobody", "stranger", "administrator", "device", "reader", "observer"] as const) {
      const token = tokenOf(who);
      for (const list of lists) {
        const response = await fetch(`${server.origin}${list}`, {
          headers: token === null ? {} : { authorization: `Bearer ${token}` },
        });
        expect({ who, list, leaked: leaked(who, await response.text()) }).toEqual({ who, list, leaked: [] });
      }
    }
  });

  it("does not run on any stream as a figure, and as a station only to those who see tallies", () => {
    for (const [role, stream] of streams) {
      const raw = stream.raw();
      const { figures, shares, stations } = foundPlanted(at.planted, raw);
      expect({ role, figures, shares }).toEqual({ role, figures: [], shares: [] });
      const hears = mayDo([role as Role], "tallies-read");
      expect({ role, stations: stations.length > 0 }).toEqual({ role, stations: hears });
    }
  });

  it("does not stand in the log, the metrics or the OpenAPI document", async () => {
    const metrics = await (await fetch(`${server.origin}/metrics`)).text();
    const openapi = await (await fetch(`${server.origin}/api/openapi.json`)).text();
    expect(metrics).toContain("veedor_http_requests_total");
    for (const text of [logged, metrics, openapi]) {
      expect(foundPlanted(at.planted, text)).toEqual({ figures: [], shares: [], stations: [] });
      expect(text).not.toContain(at.code);
    }
  });

  it("is not told by errors: of what stands against a request, only that it does", async () => {
    const conflicting = await at.people.desk.client
      .call(contract.acceptReport, {
        parameters: { mission: at.mission, report: at.identifiers["report"] ?? "" },
        body: { revision: 99 },
      })
      .catch((error: unknown) => error);
    if (!(conflicting instanceof contract.RequestRefused)) throw new Error("was not refused");
    expect(foundPlanted(at.planted, JSON.stringify(conflicting.problem))).toEqual({
      figures: [],
      shares: [],
      stations: [],
    });
  });
});

const isOwnAccount = ({ path }: DocumentedEndpoint): boolean => /^\/api\/(me|sign-|set-up|links)/.test(path);

/**
 * Reading first, then changing, and one's own session last. Of those who may change accounts or the mission itself only
 * reading is asked: the others' sessions would end.
 */
function inOrder(endpoints: readonly DocumentedEndpoint[], who: Who): DocumentedEndpoint[] {
  const place = (endpoint: DocumentedEndpoint): number =>
    isOwnAccount(endpoint) ? 2 : endpoint.method === "GET" ? 0 : 1;
  const isReading = who === "administrator" || who === "chief";
  return endpoints
    .filter(({ method }) => !isReading || method === "GET")
    .sort((one, other) => place(one) - place(other));
}
