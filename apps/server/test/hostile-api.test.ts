import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DocumentedEndpoint, documentedEndpoints, requestOf } from "./setting/endpoints.ts";
import { newMission } from "./setting/mission.ts";
import { type SignedIn, signedInAs, signIn } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

/** Texts that belong in no request. */
const HOSTILE = ["\u0000", "a\u0000b", "\ud800", "x".repeat(20_000), "'; drop table person; --", "__proto__"];
const AFTER = ["x", "\u0000", "-1", "1e400", "99999999999999999999", "{}", "[]", "0190f5a2", "%"];

describe("every endpoint of the API, asked with what it cannot use", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let endpoints: readonly DocumentedEndpoint[] = [];
  let mission = "";
  let chief: SignedIn;
  let administrator: SignedIn;
  beforeAll(async () => {
    server = await testServer({ VEEDOR_TRUSTED_PROXY: "loopback" });
    endpoints = await documentedEndpoints(server);
    const made = await newMission(server);
    mission = made.mission;
    chief = made.chief;
    administrator = await signedInAs(server, "administrator");
  });
  afterAll(() => server.close());

  let asked = 0;
  /** Answers that are a fault of the program's, of one request. */
  const faultsOf = async (endpoint: DocumentedEndpoint, url: URL, body: string | null): Promise<string[]> => {
    asked++;
    const of =
      endpoint.path.startsWith("/api/accounts") || endpoint.path === "/api/audit" ? administrator : chief;
    // Some requests end the session in which they come.
    const { token } = /^\/api\/(me|sign-)/.test(endpoint.path) ? await signIn(server, of.person) : of;
    const stop = new AbortController();
    const response = await fetch(url, {
      method: endpoint.method,
      signal: stop.signal,
      headers: {
        authorization: `Bearer ${token}`,
        // From many addresses, as far as one may ask.
        "x-forwarded-for": `198.51.${asked >> 8}.${asked & 255}`,
        "x-forwarded-proto": "https",
        ...(body === null ? {} : { "content-type": "application/json" }),
      },
      body,
    });
    const { status } = response;
    if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) stop.abort();
    else await response.arrayBuffer();
    return status === 500 ? [`${endpoint.name} ${url.search} ${(body ?? "").slice(0, 200)}`] : [];
  };

  it("refuses texts that no table can hold, wherever a text is taken", async () => {
    const faults: string[] = [];
    for (const endpoint of endpoints) {
      const { url, body } = requestOf(server.origin, endpoint, { mission });
      if (body === null || !body.startsWith("{")) continue;
      for (const text of HOSTILE)
        for (const changed of withEachText(JSON.parse(body), text))
          faults.push(...(await faultsOf(endpoint, url, JSON.stringify(changed))));
    }
    expect(faults).toEqual([]);
  });

  it("refuses pages that are none, and numbers that are none", async () => {
    const faults: string[] = [];
    for (const endpoint of endpoints) {
      for (const { name } of endpoint.parameters.filter((one) => one.in === "query"))
        for (const text of AFTER) {
          const { url, body } = requestOf(server.origin, endpoint, { mission });
          url.searchParams.set(name, text);
          faults.push(...(await faultsOf(endpoint, url, body)));
        }
    }
    expect(faults).toEqual([]);
  });

  it("refuses addresses that name nothing", async () => {
    const faults: string[] = [];
    for (const endpoint of endpoints) {
      const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
      for (const name of names)
        for (const text of ["\u0000", "..", "%", "x".repeat(250), "a'b"]) {
          const { url, body } = requestOf(server.origin, endpoint, { mission, [name]: text });
          faults.push(...(await faultsOf(endpoint, url, body)));
        }
    }
    expect(faults).toEqual([]);
  });
});

/** The request once for each of its texts, with another in its place. */
function withEachText(value: unknown, text: string): unknown[] {
  if (typeof value === "string") return [text];
  if (Array.isArray(value))
    return value.flatMap((item, i) => withEachText(item, text).map((changed) => value.with(i, changed)));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    withEachText(member, text).map((changed) => ({ ...value, [name]: changed })),
  );
}
