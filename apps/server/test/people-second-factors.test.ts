import { createHmac } from "node:crypto";
import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newPerson, problemOf, type SignedIn, signedInAs, signIn, stranger } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { SoftwareAuthenticator } from "./setting/software-authenticator.ts";

const PASSWORD = "correct horse battery";
const STEP = 30_000;

/** The code of an instant (RFC 6238 with HMAC-SHA-1, six digits), worked out without the server's library. */
function codeAt(base32: string, instant: number): string {
  const bits = [...base32].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(instant / STEP)));
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("second factors", () => {
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

  describe("by an authenticator app", () => {
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
      expect(both.sort()).toEqual([null, "sign-in-failed"]);
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

  describe("by passkeys", () => {
    async function withPasskey(): Promise<{ key: SoftwareAuthenticator; passkey: string }> {
      const key = new SoftwareAuthenticator(server.origin);
      const { challenge, options } = await me.client.call(contract.beginPasskey, {});
      const body = { challenge, label: "Laptop", response: key.register(options) };
      const { passkey } = await me.client.call(contract.addPasskey, { body });
      return { key, passkey };
    }
    const ask = () => stranger(server).call(contract.passkeySignInChallenge, {});
    const signInWith = async (
      change: (asked: Awaited<ReturnType<typeof ask>>) => ReturnType<SoftwareAuthenticator["assert"]>,
    ) => {
      const asked = await ask();
      const body = { challenge: asked.challenge, response: change(asked), keep: "token" as const };
      return stranger(server).call(contract.passkeySignIn, { body });
    };

    it("sign in without a password, and make the password alone too little", async () => {
      const { key } = await withPasskey();
      const signedIn = await signInWith(({ options }) => key.assert(options));
      expect(signedIn.person).toBe(me.person);
      const client = contract.apiClient({ origin: server.origin, token: signedIn.token ?? "" });
      expect(await client.call(contract.readOwnAccount, {})).toMatchObject({ email });
      expect(await withPassword()).toBe("second-factor-needed");
      expect(await withPassword("123456")).toBe("sign-in-failed");
      const { passkeys } = await client.call(contract.readSecondFactors, {});
      expect(passkeys).toMatchObject([{ label: "Laptop", lastUsedAt: expect.any(String) }]);
    });

    it("take a challenge once and for five minutes", async () => {
      const { key } = await withPasskey();
      const { challenge, options } = await ask();
      const use = () => {
        const body = { challenge, response: key.assert(options) };
        return problemOf(stranger(server).call(contract.passkeySignIn, { body }));
      };
      expect(await use()).toBeNull();
      expect(await use()).toBe("sign-in-failed");
      const late = await ask();
      server.clock.advanceTo(server.clock.now() + 5 * 60_000);
      const body = { challenge: late.challenge, response: key.assert(late.options) };
      expect(await problemOf(stranger(server).call(contract.passkeySignIn, { body }))).toBe("sign-in-failed");
    });

    it("refuse another key, site, challenge, a copied device, and one that knows not its owner", async () => {
      const { key } = await withPasskey();
      const refused = async (change: Parameters<typeof signInWith>[0]) => problemOf(signInWith(change));
      const stolen = new SoftwareAuthenticator(server.origin);
      stolen.userHandle = key.userHandle;
      expect(await refused(({ options }) => ({ ...stolen.assert(options), id: key.id, rawId: key.id }))).toBe(
        "sign-in-failed",
      );
      expect(await refused(() => key.assert({ challenge: "bm90IHRoaXMgb25l" }))).toBe("sign-in-failed");
      key.recognises = false;
      expect(await refused(({ options }) => key.assert(options))).toBe("sign-in-failed");
      key.recognises = true;
      expect(await refused(({ options }) => key.assert(options))).toBeNull();
      // A copy counts on from an older number.
      key.counter = 0;
      expect(await refused(({ options }) => key.assert(options))).toBe("sign-in-failed");
      const elsewhere = new SoftwareAuthenticator("https://veedor.example.net");
      const { challenge, options } = await me.client.call(contract.beginPasskey, {});
      const body = { challenge, response: elsewhere.register(options) };
      expect(await problemOf(me.client.call(contract.addPasskey, { body }))).toBe("passkey-refused");
    });

    it("are added to the account that asked, once, by who recognises its owner", async () => {
      const { key } = await withPasskey();
      const other = await signIn(server, await newPerson(server));
      const asked = await me.client.call(contract.beginPasskey, {});
      const add = (client: contract.Client, made: SoftwareAuthenticator) =>
        problemOf(
          client.call(contract.addPasskey, {
            body: { challenge: asked.challenge, response: made.register(asked.options) },
          }),
        );
      expect(await add(other.client, new SoftwareAuthenticator(server.origin))).toBe("passkey-refused");
      expect(await add(me.client, new SoftwareAuthenticator(server.origin))).toBe("passkey-refused");
      const next = await other.client.call(contract.beginPasskey, {});
      const same = { challenge: next.challenge, response: key.register(next.options) };
      expect(await problemOf(other.client.call(contract.addPasskey, { body: same }))).toBe("passkey-refused");
      const weak = new SoftwareAuthenticator(server.origin);
      weak.recognises = false;
      const third = await me.client.call(contract.beginPasskey, {});
      const body = { challenge: third.challenge, response: weak.register(third.options) };
      expect(await problemOf(me.client.call(contract.addPasskey, { body }))).toBe("passkey-refused");
    });

    it("prove again who sits there, and only who", async () => {
      const { key, passkey } = await withPasskey();
      server.clock.advanceTo(server.clock.now() + 11 * 60_000);
      const remove = () => problemOf(me.client.call(contract.removePasskey, { parameters: { passkey } }));
      expect(await remove()).toBe("sign-in-again");
      const again = async (by: SignedIn) => {
        const { challenge, options } = await by.client.call(contract.passkeySignInAgainChallenge, {});
        const body = { challenge, response: key.assert(options) };
        return problemOf(by.client.call(contract.passkeySignInAgain, { body }));
      };
      const other = await signIn(server, await newPerson(server));
      expect(await again(other)).toBe("sign-in-failed");
      const outside = await ask();
      const mixed = { challenge: outside.challenge, response: key.assert(outside.options) };
      expect(await problemOf(me.client.call(contract.passkeySignInAgain, { body: mixed }))).toBe(
        "sign-in-failed",
      );
      expect(await remove()).toBe("sign-in-again");
      expect(await again(me)).toBeNull();
      expect(await remove()).toBeNull();
      expect(await problemOf(signInWith(({ options }) => key.assert(options)))).toBe("sign-in-failed");
      expect(await withPassword()).toBeNull();
    });

    it("of a disabled account sign nobody in", async () => {
      const { key } = await withPasskey();
      const { client } = await signedInAs(server, "administrator");
      await client.call(contract.disableAccount, { parameters: { person: me.person } });
      expect(await problemOf(signInWith(({ options }) => key.assert(options)))).toBe("sign-in-failed");
    });
  });
});
