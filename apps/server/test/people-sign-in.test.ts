import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { networkOf } from "../src/people/sign-in/attempts.ts";
import { bareMission, newPerson, problemOf, signedInAs, stranger } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

const PASSWORD = "correct horse battery";
const MINUTE = 60_000;

describe("signing in", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let email = "";
  let person = "";
  beforeAll(async () => {
    server = await testServer({ VEEDOR_TRUSTED_PROXY: "loopback" });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    email = `rosa.${Math.random().toString(36).slice(2)}@example.org`;
    person = await newPerson(server, { email, password: PASSWORD });
  });

  /** As from another machine, through the proxy. */
  const from = (address: string) =>
    contract.apiClient({
      origin: server.origin,
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...init?.headers, "x-forwarded-for": address, "x-forwarded-proto": "https" },
        }),
    });
  const signIn = (password: string, address = "192.0.2.1", who = email) =>
    from(address).call(contract.signIn, { body: { email: who, password, keep: "token" } });

  it("hands a program its token and a browser a cookie that scripts and other sites cannot use", async () => {
    const program = await signIn(PASSWORD);
    expect(program).toMatchObject({ person, token: expect.stringMatching(/^[\w-]{43}$/) });
    const response = await fetch(`${server.origin}/api/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: ` ${email.toUpperCase()}`.trim(), password: PASSWORD }),
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ person, token: null });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^veedor_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const me = await fetch(`${server.origin}/api/me`, { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await me.json()).toMatchObject({ person, email, name: "Ana Ruiz", isAdministrator: false });
  });

  it("refuses a wrong password and an unknown address with the same answer", async () => {
    const bodies = await Promise.all(
      [email, "nobody@example.org"].map(async (who) => {
        const response = await fetch(`${server.origin}/api/sign-in`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ email: who, password: "wrong horse battery" }),
        });
        return [response.status, await response.text(), response.headers.get("set-cookie")];
      }),
    );
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]?.[0]).toBe(401);
  });

  it("takes as long for an unknown address as for a wrong password", async () => {
    const timed = async (who: string): Promise<number> => {
      const begin = performance.now();
      await problemOf(signIn("wrong horse battery", "192.0.2.77", who));
      return performance.now() - begin;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 12; i++) {
      // Another account each time: one alone would be slowed down.
      const other = `timed${i}.${email}`;
      await newPerson(server, { email: other, password: PASSWORD });
      known.push(await timed(other));
      unknown.push(await timed(`unknown${i}.${email}`));
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length / 2] ?? 0;
    // Without the hashing the unknown would take about a fifth.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.6);
    expect(median(unknown) / median(known)).toBeLessThan(1.6);
  });

  it("slows down who guesses at one account, without shutting its owner out elsewhere", async () => {
    for (let i = 0; i < 6; i++) expect(await problemOf(signIn(`wrong ${i}`))).toBe("sign-in-failed");
    expect(await problemOf(signIn(PASSWORD))).toBe("too-many-attempts");
    expect(await problemOf(signIn(PASSWORD, "198.51.100.7"))).toBeNull();
    server.clock.advanceTo(server.clock.now() + 16 * MINUTE);
    expect(await problemOf(signIn(PASSWORD))).toBeNull();
  });

  it("slows down who guesses at many accounts from one network, also from many addresses of IPv6", async () => {
    const guesses = Array.from({ length: 100 }, (_, i) =>
      problemOf(signIn("wrong", `2001:db8:1:2::${(i + 1).toString(16)}`, `guess${i}.${email}`)),
    );
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(["sign-in-failed"]));
    expect(await problemOf(signIn(PASSWORD, "2001:db8:1:2:ffff::1"))).toBe("too-many-attempts");
    expect(await problemOf(signIn(PASSWORD, "2001:db8:1:3::1"))).toBeNull();
  });

  it("counts attempts that come at once", async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => problemOf(signIn("wrong", "192.0.2.9"))),
    );
    expect(codes.filter((code) => code === "sign-in-failed").length).toBeLessThanOrEqual(6);
    expect(codes).toContain("too-many-attempts");
  });

  it("counts across processes, and keeps no address in the open", async () => {
    for (let i = 0; i < 6; i++) await problemOf(signIn(`wrong ${i}`, "192.0.2.50"));
    const { rows } = await server.context.database.pool.query<{ dump: string }>(
      "select string_agg(encode(subject, 'escape'), ' ') as dump from sign_in_attempt",
    );
    expect(rows[0]?.dump).not.toContain(email);
    expect(rows[0]?.dump).not.toContain("192.0.2.50");
    const second = await testServer({
      DATABASE_URL: server.databaseUrl,
      VEEDOR_KEY_FILE: server.context.configuration.keyFile,
      VEEDOR_TRUSTED_PROXY: "loopback",
    });
    try {
      const client = contract.apiClient({
        origin: second.origin,
        fetch: (url, init) =>
          fetch(url, {
            ...init,
            headers: { ...init?.headers, "x-forwarded-for": "192.0.2.50", "x-forwarded-proto": "https" },
          }),
      });
      second.clock.advanceTo(server.clock.now());
      const body = { email, password: PASSWORD };
      expect(await problemOf(client.call(contract.signIn, { body }))).toBe("too-many-attempts");
    } finally {
      await second.close();
    }
  });

  it("refuses a disabled account, at once and in its open sessions", async () => {
    const { token } = await signIn(PASSWORD);
    const me = contract.apiClient({ origin: server.origin, token: token ?? "" });
    expect(await problemOf(me.call(contract.readOwnAccount, {}))).toBeNull();
    const { client } = await signedInAs(server, "administrator");
    await client.call(contract.disableAccount, { parameters: { person } });
    expect(await problemOf(me.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
    expect(await problemOf(signIn(PASSWORD))).toBe("sign-in-failed");
    await client.call(contract.enableAccount, { parameters: { person } });
    expect(await problemOf(me.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
    expect(await problemOf(signIn(PASSWORD))).toBeNull();
  });

  it("ends a session that is old, or that nobody used", async () => {
    const first = await signedInAs(server, "reader", await bareMission(server));
    const used = await signedInAs(server, "reader", await bareMission(server));
    for (let hours = 0; hours < 160; hours += 20) {
      expect(await problemOf(used.client.call(contract.readOwnAccount, {}))).toBeNull();
      server.clock.advanceTo(server.clock.now() + 20 * 60 * MINUTE);
    }
    expect(await problemOf(first.client.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
    server.clock.advanceTo(server.clock.now() + 9 * 60 * MINUTE);
    expect(await problemOf(used.client.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
  });

  it("lists and ends a person's own sessions, and nobody else's", async () => {
    const one = contract.apiClient({ origin: server.origin, token: (await signIn(PASSWORD)).token ?? "" });
    const two = contract.apiClient({ origin: server.origin, token: (await signIn(PASSWORD)).token ?? "" });
    const { items } = await one.call(contract.listOwnSessions, {});
    expect(items.filter(({ isThisOne }) => isThisOne)).toHaveLength(1);
    expect(items).toHaveLength(2);
    const other = items.find(({ isThisOne }) => !isThisOne)?.session ?? "";
    const somebody = await signedInAs(server, "chief", await bareMission(server));
    const parameters = { session: other };
    expect(await problemOf(somebody.client.call(contract.endOwnSession, { parameters }))).toBe("not-found");
    expect(await problemOf(two.call(contract.readOwnAccount, {}))).toBeNull();
    await one.call(contract.endOwnSession, { parameters });
    expect(await problemOf(two.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
    expect(await one.call(contract.endOtherSessions, {})).toEqual({ ended: 0 });
    await one.call(contract.signOut, {});
    expect(await problemOf(one.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
  });

  it("changes the password with the current one, ends other sessions, refuses weak ones", async () => {
    const one = contract.apiClient({ origin: server.origin, token: (await signIn(PASSWORD)).token ?? "" });
    const two = contract.apiClient({ origin: server.origin, token: (await signIn(PASSWORD)).token ?? "" });
    const next = "a different long one";
    const set = (current: string, chosen: string) =>
      problemOf(one.call(contract.changeOwnPassword, { body: { current, new: chosen } }));
    expect(await set("wrong", next)).toBe("sign-in-failed");
    for (const weak of ["short", "aaaaaaaaaaaaaaaa", `${email.split("@")[0]}-2026`])
      expect(await set(PASSWORD, weak)).toBe("weak-password");
    expect(await set(PASSWORD, next)).toBeNull();
    expect(await problemOf(one.call(contract.readOwnAccount, {}))).toBeNull();
    expect(await problemOf(two.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
    expect(await problemOf(signIn(PASSWORD))).toBe("sign-in-failed");
    expect(await problemOf(signIn(next))).toBeNull();
  });

  it("asks for the password again where a step needs a fresh sign-in", async () => {
    const me = contract.apiClient({ origin: server.origin, token: (await signIn(PASSWORD)).token ?? "" });
    const change = () => problemOf(me.call(contract.changeOwnAccount, { body: { email: `new.${email}` } }));
    server.clock.advanceTo(server.clock.now() + 11 * MINUTE);
    expect(await change()).toBe("sign-in-again");
    const again = (password: string) => problemOf(me.call(contract.signInAgain, { body: { password } }));
    expect(await again("wrong")).toBe("sign-in-failed");
    expect(await change()).toBe("sign-in-again");
    expect(await again(PASSWORD)).toBeNull();
    expect(await change()).toBeNull();
    expect(await problemOf(signIn(PASSWORD))).toBe("sign-in-failed");
    expect(await problemOf(signIn(PASSWORD, "192.0.2.1", `new.${email}`))).toBeNull();
  });

  it("refuses what a browser sends from another site's page", async () => {
    const response = await fetch(`${server.origin}/api/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "cross-site" },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(await response.json()).toMatchObject({ code: "cross-site" });
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("takes no device's token for a person's", async () => {
    const mission = await bareMission(server);
    const desk = await signedInAs(server, "desk", mission);
    const { token } = await desk.client.call(contract.addDevice, { parameters: { mission }, body: {} });
    const device = contract.apiClient({ origin: server.origin, token });
    expect(await problemOf(device.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
    expect(await problemOf(stranger(server).call(contract.readOwnAccount, {}))).toBe("not-signed-in");
  });
});

describe("networks that attempts are counted by", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0db8::1", "2001:db8:0:0"],
    ["2001:db8:1:2::", "2001:db8:1:2"],
    ["::1", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
  ])("%s is of %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
