import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSetupLink } from "../src/people/index.ts";
import { bareMission, newPerson, problemOf, signedInAs, signIn, stranger } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

const PASSWORD = "correct horse battery";
const HOUR = 3_600_000;
const ANA = { name: "Ana Ruiz", language: "es" as const };

/** The secret part of a link, which stands where browsers do not send it. */
function tokenIn(link: string | null): string {
  const { hash } = new URL(link ?? "");
  return hash.slice(1);
}

describe("the first administrator", () => {
  it("comes with a link that is good once, replaced at each start, and gone when there is one", async () => {
    const server = await testServer();
    const again = await testServer({
      DATABASE_URL: server.databaseUrl,
      VEEDOR_KEY_FILE: server.context.configuration.keyFile,
    });
    try {
      const { call } = stranger(server);
      const setUp = (link: string | null, email = "ana@example.org", password = PASSWORD) =>
        problemOf(call(contract.setUp, { body: { token: tokenIn(link), email, password, ...ANA } }));
      expect(server.setupLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/set-up#[\w-]{43}$/);
      expect(await setUp(server.setupLink)).toBe("link-not-valid");
      expect(await setUp(again.setupLink, "ana@example.org", "short")).toBe("weak-password");
      const body = { token: tokenIn(again.setupLink) };
      expect(await call(contract.readLink, { body })).toMatchObject({ purpose: "set-up", email: null });
      const both = [setUp(again.setupLink), setUp(again.setupLink, "eva@example.org")];
      expect(new Set(await Promise.all(both))).toEqual(new Set(["link-not-valid", null]));
      expect(await makeSetupLink(server.context)).toBeNull();
      const { rows } = await server.context.database.pool.query(
        "select 1 from person where is_administrator",
      );
      expect(rows).toHaveLength(1);
    } finally {
      await again.close();
      await server.close();
    }
  });

  it("has a day to use it", async () => {
    const server = await testServer();
    try {
      const token = tokenIn(server.setupLink);
      server.clock.advanceTo(server.clock.now() + 24 * HOUR);
      const body = { token, email: "ana@example.org", password: PASSWORD, ...ANA };
      expect(await problemOf(stranger(server).call(contract.setUp, { body }))).toBe("link-not-valid");
    } finally {
      await server.close();
    }
  });
});

describe("invitations and members", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let mission = "";
  let chief: Awaited<ReturnType<typeof signedInAs>>;
  beforeAll(async () => {
    server = await testServer();
    mission = await bareMission(server);
    chief = await signedInAs(server, "chief", mission);
  });
  afterAll(() => server.close());
  const invite = (email: string, role: "desk" | "observer" = "desk") =>
    chief.client.call(contract.inviteMember, { parameters: { mission }, body: { email, role, ...ANA } });
  const accept = (link: string | null, password = PASSWORD) =>
    stranger(server).call(contract.acceptLink, { body: { token: tokenIn(link), password, name: "Ana R." } });

  it("lead from a link to a password, once", async () => {
    const { person, link } = await invite("lia@example.org");
    expect(link).toMatch(/\/join#[\w-]{43}$/);
    const read = await stranger(server).call(contract.readLink, { body: { token: tokenIn(link) } });
    expect(read).toMatchObject({
      purpose: "invitation",
      email: "lia@example.org",
      mission: { en: "Test mission" },
    });
    const signing = { email: "lia@example.org", password: PASSWORD, keep: "token" as const };
    expect(await problemOf(stranger(server).call(contract.signIn, { body: signing }))).toBe("sign-in-failed");
    expect(await problemOf(accept(link, "lia lia"))).toBe("weak-password");
    expect(await accept(link)).toEqual({ person });
    expect(await problemOf(accept(link))).toBe("link-not-valid");
    const { token } = await stranger(server).call(contract.signIn, { body: signing });
    const me = contract.apiClient({ origin: server.origin, token: token ?? "" });
    expect(await me.call(contract.readOwnAccount, {})).toMatchObject({
      person,
      name: "Ana R.",
      missions: [{ mission, roles: ["desk"] }],
    });
  });

  it("are replaced by a new one, can be withdrawn, and grow old", async () => {
    const first = await invite("bea@example.org");
    const second = await invite("BEA@example.org", "observer");
    expect(second.person).toBe(first.person);
    expect(await problemOf(accept(first.link))).toBe("link-not-valid");
    const open = await chief.client.call(contract.listInvitations, { parameters: { mission }, query: {} });
    const invitation = open.items.find(({ person }) => person === second.person);
    const parameters = { mission, invitation: invitation?.invitation ?? "" };
    await chief.client.call(contract.withdrawInvitation, { parameters });
    expect(await problemOf(accept(second.link))).toBe("link-not-valid");
    const third = await invite("bea@example.org");
    server.clock.advanceTo(server.clock.now() + 14 * 24 * HOUR);
    expect(await problemOf(accept(third.link))).toBe("link-not-valid");
    chief = await signIn(server, chief.person);
  });

  it("need no link for somebody with an account, and none for an administrator", async () => {
    await newPerson(server, { email: "known@example.org", password: PASSWORD });
    expect(await invite("known@example.org")).toMatchObject({ link: null });
    await newPerson(server, { email: "admin@example.org", isAdministrator: true });
    expect(await problemOf(invite("admin@example.org"))).toBe("administrator-no-role");
  });

  it("give nobody a link to an account that has a part in something else", async () => {
    const elsewhere = await signedInAs(server, "chief", await bareMission(server));
    const [of] = [...(await elsewhere.client.call(contract.readOwnAccount, {})).missions];
    const inviteElsewhere = (email: string) =>
      elsewhere.client.call(contract.inviteMember, {
        parameters: { mission: of?.mission ?? "" },
        body: { email, role: "statistician", ...ANA },
      });
    // Invited here, not accepted yet: the other chief's invitation must not open this mission to the other chief.
    const mine = await invite("iris@example.org");
    expect(mine.link).not.toBeNull();
    expect(await inviteElsewhere("iris@example.org")).toEqual({
      person: mine.person,
      link: null,
      expiresAt: null,
    });
    expect(await problemOf(accept(mine.link))).toBeNull();
    // Made by an administrator, or by the server itself.
    const { client } = await signedInAs(server, "administrator");
    const body = { email: "noa@example.org", ...ANA };
    const made = await client.call(contract.createAccount, { body });
    expect(await invite("noa@example.org")).toEqual({ person: made.person, link: null, expiresAt: null });
    expect(await problemOf(accept(made.link))).toBeNull();
    await newPerson(server, { email: "sol@example.org" });
    expect(await invite("sol@example.org")).toMatchObject({ link: null });
  });

  it("list members a page at a time, with roles given and taken at once", async () => {
    const observer = await signedInAs(server, "observer", mission);
    const give = (role: "desk" | "chief", person = observer.person) =>
      chief.client.call(contract.giveRole, { parameters: { mission, person, role } });
    expect(await problemOf(give("desk", await newPerson(server)))).toBe("not-found");
    await give("desk");
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const query = { limit: 2, ...(after === undefined ? {} : { after }) };
      const page = await observer.client.call(contract.listMembers, { parameters: { mission }, query });
      seen.push(...page.items.map(({ person, roles }) => `${person} ${roles.join("+")}`));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(`${observer.person} desk+observer`);
    const take = (role: "desk" | "chief", person: string) =>
      problemOf(chief.client.call(contract.takeRole, { parameters: { mission, person, role } }));
    expect(await take("chief", chief.person)).toBe("last-chief");
    expect(await take("desk", observer.person)).toBeNull();
    const list = observer.client.call(contract.listMembers, { parameters: { mission }, query: {} });
    expect(await problemOf(list)).toBe("forbidden");
    await give("chief");
    expect(await take("chief", chief.person)).toBeNull();
    expect(await problemOf(give("desk"))).toBe("not-found");
    await observer.client.call(contract.giveRole, {
      parameters: { mission, person: observer.person, role: "reader" },
    });
  });

  it("refuse a device at once when who carries it leaves, and when it is revoked", async () => {
    const desk = await signedInAs(server, "desk", mission);
    const carrier = await signedInAs(server, "observer", mission);
    const { deviceByToken } = await import("../src/people/index.ts");
    const add = (person: string | null) =>
      desk.client.call(contract.addDevice, { parameters: { mission }, body: { label: "Phone 1", person } });
    expect(await problemOf(add(await newPerson(server)))).toBe("not-found");
    const [own, shared] = [await add(carrier.person), await add(null)];
    expect(await deviceByToken(server.context, own.token)).toMatchObject({ person: carrier.person });
    const boss = await signedInAs(server, "chief", mission);
    const parameters = { mission, person: carrier.person, role: "observer" as const };
    await boss.client.call(contract.takeRole, { parameters });
    expect(await deviceByToken(server.context, own.token)).toBeNull();
    const elsewhere = await signedInAs(server, "desk", await bareMission(server));
    const revoke = (client: contract.Client, of: string) =>
      problemOf(client.call(contract.revokeDevice, { parameters: { mission: of, device: shared.device } }));
    expect(await revoke(elsewhere.client, mission)).toBe("not-found");
    expect(await deviceByToken(server.context, shared.token)).not.toBeNull();
    expect(await revoke(desk.client, mission)).toBeNull();
    expect(await deviceByToken(server.context, shared.token)).toBeNull();
  });
});
