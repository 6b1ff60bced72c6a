import { createHmac } from "node:crypto";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newPerson, problemOf, type SignedIn, signedInAs, signIn, stranger } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

const PASSWORD = "correct horse battery";
const STEP = 30_000;

/** The code of an instant (RFC 6238 with HMAC-SHA-1, six digits), worked out without the server's library. */
function codeAt(base32: string, instant: number): string {
  const bits = base32
    .split("")
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(instant / STEP)));
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("second factors by an authenticator app", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let email = "";
  let me: SignedIn;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    email = `lea.${Math.random().toString(36).slice(2)}@example.org`;
    me = await signIn(server, await newPerson(server, { email, password: PASSWORD }));
    server.clock.advanceTo(server.clock.now() + 2 * STEP);
  });

  const withPassword = (code?: string, password = PASSWORD) =>
    problemOf(
      stranger(server).call(contract.signIn, {
        body: { email, password, ...(code === undefined ? {} : { code }) },
      }),
    );
  async function enrolled(): Promise<{ secret: string; recoveryCodes: string[] }> {
    const { secret, address } = await me.client.call(contract.beginAuthenticator, {});
    expect(new URL(address).searchParams.get("secret")).toBe(secret);
    const code = codeAt(secret, server.clock.now());
    const { recoveryCodes } = await me.client.call(contract.confirmAuthenticator, { body: { code } });
    return { secret, recoveryCodes };
  }

  it("works out codes as RFC 6238 does", () => {
    // Appendix B, SHA-1, at 59 s and 1111111109 s, last six digits.
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect(codeAt(secret, 59_000)).toBe("287082");
    expect(codeAt(secret, 1_111_111_109_000)).toBe("081804");
  });

  it("are not asked for before their first code, then always", async () => {
    const { secret } = await me.client.call(contract.beginAuthenticator, {});
    expect(await withPassword()).toBeNull();
    const confirm = (code: string) =>
      problemOf(me.client.call(contract.confirmAuthenticator, { body: { code } }));
    expect(await confirm(codeAt(secret, server.clock.now() - 10 * STEP))).toBe("wrong-code");
    expect(await confirm(codeAt(secret, server.clock.now()))).toBeNull();
    expect(await withPassword()).toBe("second-factor-needed");
    expect(await withPassword(undefined, "wrong horse battery")).toBe("sign-in-failed");
    server.clock.advanceTo(server.clock.now() + STEP);
    expect(await withPassword(codeAt(secret, server.clock.now()))).toBeNull();
  });

  it("take a code once, not even at the same moment twice, and no earlier one after it", async () => {
    const { secret } = await enrolled();
    expect(await withPassword(codeAt(secret, server.clock.now()))).toBe("sign-in-failed");
    server.clock.advanceTo(server.clock.now() + 3 * STEP);
    const code = codeAt(secret, server.clock.now());
    const both = await Promise.all([withPassword(code), withPassword(code)]);
    expect(new Set(both)).toEqual(new Set([null, "sign-in-failed"]));
    expect(await withPassword(codeAt(secret, server.clock.now() - STEP))).toBe("sign-in-failed");
    // A phone's clock may go half a minute before.
    expect(await withPassword(codeAt(secret, server.clock.now() + STEP))).toBeNull();
  });

  it("are slowed down for who has the password and guesses codes", async () => {
    const { secret } = await enrolled();
    server.clock.advanceTo(server.clock.now() + 3 * STEP);
    const codes = ["000001", "000002", "000003", "000004", "000005", "000006"];
    for (const code of codes) expect(await withPassword(code)).toBe("sign-in-failed");
    expect(await withPassword(codeAt(secret, server.clock.now()))).toBe("too-many-attempts");
  });

  it("can be replaced by a recovery code, once", async () => {
    const { recoveryCodes } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = "", second = ""] = recoveryCodes;
    expect(first).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/);
    expect(await withPassword(first)).toBeNull();
    expect(await withPassword(first)).toBe("sign-in-failed");
    expect(await withPassword(` ${second.toUpperCase().replaceAll("-", " ")}`)).toBeNull();
    const { recoveryCodesLeft } = await me.client.call(contract.readSecondFactors, {});
    expect(recoveryCodesLeft).toBe(8);
    const renewed = await me.client.call(contract.renewRecoveryCodes, {});
    expect(await withPassword(recoveryCodes[2])).toBe("sign-in-failed");
    expect(await withPassword(renewed.recoveryCodes[0])).toBeNull();
  });

  it("can be removed by their owner with a fresh sign-in, and by an administrator", async () => {
    const { secret } = await enrolled();
    expect(await problemOf(me.client.call(contract.beginAuthenticator, {}))).toBe("conflict");
    server.clock.advanceTo(server.clock.now() + 11 * 60_000);
    expect(await problemOf(me.client.call(contract.removeAuthenticator, {}))).toBe("sign-in-again");
    const again = (code?: string) =>
      problemOf(
        me.client.call(contract.signInAgain, {
          body: { password: PASSWORD, ...(code === undefined ? {} : { code }) },
        }),
      );
    expect(await again()).toBe("second-factor-needed");
    expect(await again(codeAt(secret, server.clock.now()))).toBeNull();
    expect(await problemOf(me.client.call(contract.removeAuthenticator, {}))).toBeNull();
    expect(await withPassword()).toBeNull();
    await enrolled();
    expect(await withPassword()).toBe("second-factor-needed");
    const { client } = await signedInAs(server, "administrator");
    await client.call(contract.removeSecondFactors, { parameters: { person: me.person } });
    expect(await withPassword()).toBeNull();
  });

  it("keep their secret sealed in the database", async () => {
    const { secret, recoveryCodes } = await enrolled();
    const { rows } = await server.context.database.pool.query<{ sealed: Buffer }>(
      "select secret_sealed as sealed from totp where person_id = $1",
      [me.person],
    );
    expect(rows[0]?.sealed.length).toBeGreaterThan(20);
    const dump = JSON.stringify(
      (await server.context.database.pool.query("select * from totp, recovery_code")).rows,
    );
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(recoveryCodes[0]);
  });
});
