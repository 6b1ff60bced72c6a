import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newPerson, problemOf, type SignedIn, signedInAs, signIn, stranger } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { SoftwareAuthenticator } from "./setting/software-authenticator.ts";

const PASSWORD = "correct horse battery";

describe("passkeys", () => {
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
  });

  const withPassword = (code?: string) =>
    problemOf(
      stranger(server).call(contract.signIn, {
        body: { email, password: PASSWORD, ...(code === undefined ? {} : { code }) },
      }),
    );
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
