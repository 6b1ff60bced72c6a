import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as contract from "@veedor/api-contract";
import pg from "pg";
import { describe, expect, it } from "vitest";
import type { RunningServer } from "../src/index.ts";
import { KeyFile } from "../src/people/keys/key-file.ts";
import { seal } from "../src/people/keys/sealing.ts";
import { personalDataOf, personWithEmail } from "../src/people/personal/personal-data.ts";
import {
  bareMission,
  newPerson,
  problemOf,
  type SignedIn,
  signedInAs,
  signIn,
  stranger,
} from "./setting/people.ts";
import { freshDatabase, testServer } from "./setting/server.ts";

const PASSWORD = "correct horse battery";
const EMAIL = "rosa.quispe@example.org";

/** A copy of a whole database, as a backup would hold it. */
async function copyOf(databaseUrl: string): Promise<string> {
  return freshDatabase(/\/(t_[0-9a-f]+)\?/.exec(databaseUrl)?.[1]);
}

async function erase(administrator: SignedIn, person: string): Promise<string | null> {
  const call = administrator.client.call(contract.eraseAccount, {
    parameters: { person },
    body: { confirm: "erase" },
  });
  return problemOf(call);
}

/** Every value of every table of a database, as text. */
async function everythingIn(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'personal') and table_type = 'BASE TABLE'`,
    );
    const texts: string[] = [];
    for (const { name } of tables)
      texts.push(JSON.stringify((await client.query(`select t::text from ${name} t`)).rows));
    return texts.join("\n");
  } finally {
    await client.end();
  }
}

describe("erasing a person", () => {
  it("leaves an identifier, and nothing that names or lets in", async () => {
    const server = await testServer();
    try {
      const mission = await bareMission(server);
      const chief = await signedInAs(server, "chief", mission);
      const administrator = await signedInAs(server, "administrator");
      const person = await newPerson(server, { email: EMAIL, password: PASSWORD });
      const body = { email: EMAIL, name: "Rosa Quispe", language: "es", role: "observer" } as const;
      await chief.client.call(contract.inviteMember, { parameters: { mission }, body });
      const rosa = await signIn(server, person);
      await rosa.client.call(contract.beginAuthenticator, {});
      const added = { parameters: { mission }, body: { label: "Rosa's phone", person } };
      const device = await chief.client.call(contract.addDevice, added);
      expect(await everythingIn(server.databaseUrl)).not.toContain("osa.quispe");

      expect(await erase(chief, person)).toBe("forbidden");
      expect(await erase(administrator, administrator.person)).toBe("last-administrator");
      expect(await erase(administrator, person)).toBeNull();
      expect(await erase(administrator, person)).toBe("not-found");

      expect(await problemOf(rosa.client.call(contract.readOwnAccount, {}))).toBe("not-signed-in");
      const signing = stranger(server).call(contract.signIn, { body: { email: EMAIL, password: PASSWORD } });
      expect(await problemOf(signing)).toBe("sign-in-failed");
      const { deviceByToken } = await import("../src/people/index.ts");
      expect(await deviceByToken(server.context, device.token)).toBeNull();
      const { items: members } = await chief.client.call(contract.listMembers, {
        parameters: { mission },
        query: {},
      });
      expect(members.map((one) => one.person)).not.toContain(person);
      const { items: accounts } = await administrator.client.call(contract.listAccounts, { query: {} });
      expect(accounts.find((one) => one.person === person)).toMatchObject({
        name: null,
        email: null,
        hasPassword: false,
        hasSecondFactor: false,
        erasedAt: expect.any(String),
      });
      expect(await everythingIn(server.databaseUrl)).not.toContain("phone");
      const { rows } = await server.context.database.pool.query(
        "select person_id, details from audit_event where action = 'account-erased' and subject = $1",
        [person],
      );
      expect(rows).toEqual([{ person_id: administrator.person, details: { again: false } }]);
      // The address may be used anew, by another person.
      const next = await newPerson(server, { email: EMAIL });
      expect(next).not.toBe(person);
      expect(await personWithEmail(server.context, server.context.database.query, EMAIL)).toBe(next);
    } finally {
      await server.close();
    }
  });

  it("makes a backup of the database forget: restored, it neither names nor recognises the person", async () => {
    const server = await testServer();
    const person = await newPerson(server, { email: EMAIL, password: PASSWORD });
    const other = await newPerson(server, { email: "other@example.org", password: PASSWORD });
    const administrator = await signedInAs(server, "administrator");
    const { keyFile } = server.context.configuration;
    const earlierKeys = join(mkdtempSync(join(tmpdir(), "veedor-earlier-")), "keys");
    copyFileSync(keyFile, earlierKeys);
    await server.close();
    const backup = await copyOf(server.databaseUrl);
    const sealed = await sealedOf(backup, person);

    const running = await testServer({ DATABASE_URL: server.databaseUrl, VEEDOR_KEY_FILE: keyFile });
    const again = await signIn(running, administrator.person);
    expect(await erase(again, person)).toBeNull();
    const hmac = lookups(running);
    await running.close();

    // What the backup holds cannot be opened with the keys that are left …
    const keys = KeyFile.read(keyFile);
    expect(keys?.people.keyOf(sealed.number)).toBeNull();
    // … while the keys of before could, which is why the file is kept apart and only its last state is kept.
    expect(KeyFile.read(earlierKeys)?.people.keyOf(sealed.number)).not.toBeNull();
    expect(keys?.lookups.keyOf(0)).toBeNull();
    expect(hmac).toBeNull();

    // A server on the restored backup erases her again, and serves everyone else.
    const restored = await testServer({ DATABASE_URL: backup, VEEDOR_KEY_FILE: keyFile });
    try {
      const { query, pool } = restored.context.database;
      expect([...(await personalDataOf(restored.context, query, [person, other])).keys()]).toEqual([other]);
      expect(await personWithEmail(restored.context, query, EMAIL)).toBeNull();
      expect(await personWithEmail(restored.context, query, "other@example.org")).toBe(other);
      const left = await pool.query("select 1 from account_password where person_id = $1", [person]);
      expect(left.rows).toEqual([]);
      const { rows } = await pool.query(
        "select person_id, details from audit_event where action = 'account-erased' and subject = $1",
        [person],
      );
      expect(rows).toEqual([{ person_id: null, details: { again: true } }]);
      // Numbers go on beyond those that are forgotten.
      const fresh = await newPerson(restored, { email: EMAIL });
      expect(await personWithEmail(restored.context, query, EMAIL)).toBe(fresh);
    } finally {
      await restored.close();
    }
  });

  it("reaches the key files of other server processes within a minute", async () => {
    const one = await testServer();
    const person = await newPerson(one, { email: EMAIL });
    const administrator = await signedInAs(one, "administrator");
    const copied = join(mkdtempSync(join(tmpdir(), "veedor-second-")), "keys");
    copyFileSync(one.context.configuration.keyFile, copied);
    const two = await testServer({ DATABASE_URL: one.databaseUrl, VEEDOR_KEY_FILE: copied });
    try {
      const { number } = await sealedOf(one.databaseUrl, person);
      expect(await erase(administrator, person)).toBeNull();
      expect(one.context.keys.people.keyOf(number)).toBeNull();
      // The other still has the key, though nothing is left in the database to open with it …
      expect(two.context.keys.people.keyOf(number)).not.toBeNull();
      expect((await personalDataOf(two.context, two.context.database.query, [person])).size).toBe(0);
      const known = await personWithEmail(two.context, two.context.database.query, EMAIL);
      expect(known).toBeNull();
      // … and forgets it, and goes on.
      two.clock.advanceTo(two.clock.now() + 60_000);
      await expect.poll(() => KeyFile.read(copied)?.people.keyOf(number)).toBeNull();
      const added = await newPerson(two, { email: EMAIL });
      expect(await personWithEmail(one.context, one.context.database.query, EMAIL)).toBe(added);
    } finally {
      await one.close();
      await two.close();
    }
  });

  it("goes on where a process was killed between database and key file", async () => {
    const one = await testServer();
    const person = await newPerson(one, { email: EMAIL });
    const { number } = await sealedOf(one.databaseUrl, person);
    await one.close();
    const client = new pg.Client({ connectionString: one.databaseUrl });
    await client.connect();
    await client.query("insert into personal.forgotten_key values ($1, now())", [number]);
    await client.query("delete from personal.person_key where person_id = $1", [person]);
    await client.end();
    const { keyFile } = one.context.configuration;
    expect(KeyFile.read(keyFile)?.people.keyOf(number)).not.toBeNull();
    await (await testServer({ DATABASE_URL: one.databaseUrl, VEEDOR_KEY_FILE: keyFile })).close();
    expect(KeyFile.read(keyFile)?.people.keyOf(number)).toBeNull();
  });
});

describe("sealed data", () => {
  it("cannot be put in another person's place", async () => {
    const server = await testServer();
    try {
      const { query, pool } = server.context.database;
      const one = await newPerson(server, { email: "one@example.org" });
      const two = await newPerson(server, { email: "two@example.org" });
      await pool.query(
        `update personal.person_key k set wrapped = o.wrapped, number = o.number + 100
         from personal.person_key o where k.person_id = $1 and o.person_id = $2`,
        [one, two],
      );
      await expect(personalDataOf(server.context, query, [one])).rejects.toThrow("unable to authenticate");
      expect(() => seal(Buffer.alloc(31), "data", Buffer.alloc(1))).toThrow("Invalid key length");
    } finally {
      await server.close();
    }
  });
});

function lookups({ context }: RunningServer): Buffer | null {
  return context.keys.lookups.keyOf(0);
}

async function sealedOf(databaseUrl: string, person: string): Promise<{ number: number; wrapped: Buffer }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ number: number; wrapped: Buffer }>(
      "select number, wrapped from personal.person_key where person_id = $1",
      [person],
    );
    const [row] = rows;
    if (row === undefined) throw new Error("not sealed");
    return row;
  } finally {
    await client.end();
  }
}
