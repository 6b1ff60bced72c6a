import * as contract from "@veedor/api-contract";
import { describe, expect, it } from "vitest";
import { newMission } from "./setting/mission.ts";
import { newPerson, problemOf, signedInAs, signIn, stranger } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

const PASSWORD = "correct horse battery";
const ANA = { name: "Ana Ruiz", language: "es" as const };

/** The secret part of a link, which stands where browsers do not send it. */
function tokenIn(link: string | null): string {
  const { hash } = new URL(link ?? "");
  return hash.slice(1);
}

describe("a mission without a chief who can sign in", () => {
  it("is given one by an administrator, who has no part in it and cannot name one beside another", async () => {
    const server = await testServer();
    try {
      const { mission, chief } = await newMission(server);
      const administrator = await signedInAs(server, "administrator");
      const next = await newPerson(server);
      const name = (person: string) =>
        problemOf(administrator.client.call(contract.nameChief, { parameters: { mission, person } }));
      expect(await name(next)).toBe("mission-has-chief");
      await administrator.client.call(contract.disableAccount, { parameters: { person: chief.person } });
      expect(await name(administrator.person)).toBe("administrator-no-role");
      expect(await name(next)).toBeNull();
      const { client } = await signIn(server, next);
      const { items } = await client.call(contract.listMissionAudit, {
        parameters: { mission },
        query: { limit: 1 },
      });
      expect(items).toMatchObject([{ action: "role-given", person: administrator.person, subject: next }]);
      // Not even a role that came by another way lets an administrator see anything.
      const { pool } = server.context.database;
      await pool.query("insert into membership values ($1, $2, 'chief', now())", [
        mission,
        administrator.person,
      ]);
      const read = administrator.client.call(contract.readMission, { parameters: { mission } });
      expect(await problemOf(read)).toBe("not-found");
    } finally {
      await server.close();
    }
  });
});

describe("accounts", () => {
  it("are an administrator's to create, list, disable, and to give new passwords", async () => {
    const server = await testServer();
    try {
      const administrator = await signedInAs(server, "administrator");
      const { call } = administrator.client;
      const body = { email: "new@example.org", ...ANA };
      const { person, link } = await call(contract.createAccount, { body });
      expect(await problemOf(call(contract.createAccount, { body }))).toBe("email-taken");
      await stranger(server).call(contract.acceptLink, {
        body: { token: tokenIn(link), password: PASSWORD },
      });
      const { items } = await call(contract.listAccounts, { query: {} });
      expect(items.find((one) => one.person === person)).toMatchObject({
        email: "new@example.org",
        hasPassword: true,
      });
      const found = await call(contract.listAccounts, { query: { email: "NEW@example.org" } });
      expect(found.items.map((one) => one.person)).toEqual([person]);
      expect((await call(contract.listAccounts, { query: { email: "no@example.org" } })).items).toEqual([]);
      const disable = (whom: string) =>
        problemOf(call(contract.disableAccount, { parameters: { person: whom } }));
      expect(await disable(administrator.person)).toBe("last-administrator");
      const reset = await call(contract.makePasswordLink, { parameters: { person } });
      const session = await signIn(server, person);
      const next = "another long password";
      await stranger(server).call(contract.acceptLink, {
        body: { token: tokenIn(reset.link), password: next },
      });
      expect(await problemOf(session.client.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
      const signing = (password: string) =>
        problemOf(stranger(server).call(contract.signIn, { body: { email: "new@example.org", password } }));
      expect(await signing(PASSWORD)).toBe("sign-in-failed");
      expect(await signing(next)).toBeNull();
      const late = await call(contract.makePasswordLink, { parameters: { person } });
      expect(await disable(person)).toBeNull();
      const token = tokenIn(late.link);
      const accepted = stranger(server).call(contract.acceptLink, { body: { token, password: PASSWORD } });
      expect(await problemOf(accepted)).toBe("link-not-valid");
      server.clock.advanceTo(server.clock.now() + 11 * 60_000);
      expect(await problemOf(call(contract.makePasswordLink, { parameters: { person } }))).toBe(
        "sign-in-again",
      );
    } finally {
      await server.close();
    }
  });
});
