import { randomBytes } from "node:crypto";
import type { Client } from "@veedor/api-contract";
import * as contract from "@veedor/api-contract";
import type { Role } from "@veedor/domain";
import type { Language } from "@veedor/messages";

/** Somebody of a fictional mission, signed in, with what they sign in with. */
export type Player = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly person: string;
  readonly client: Client;
  /** The session's token, for the requests that the client does not make. */
  readonly token: () => string;
};

export type Given = { readonly name: string; readonly email: string };

/**
 * Makes people through the API, by links that they accept.
 *
 * @property newAccount somebody with an account and no part in any mission
 * @property join somebody whom a member invites to a mission in a role
 */
export type Cast = {
  readonly administrator: Player;
  readonly newAccount: (given: Given) => Promise<Player>;
  readonly join: (inviter: Player, mission: string, role: Role, given: Given) => Promise<Player>;
};

/**
 * Sets a new server up with its first administrator.
 *
 * @param setupLink what the server printed at its first start
 */
export async function makeCast(
  origin: string,
  setupLink: string,
  administrator: Given,
  language: Language,
): Promise<Cast> {
  const nobody = contract.apiClient({ origin, language });
  const signedIn = async (given: Given, password: string): Promise<Player> => {
    const signIn = async () => {
      const body = { email: given.email, password, keep: "token" as const };
      const { token, person } = await nobody.call(contract.signIn, { body });
      if (token === null) throw new Error("a session without a token");
      return { person, token, client: contract.apiClient({ origin, token, language }) };
    };
    let session = await signIn();
    // Hours of the evening pass in seconds, and a session in which nothing was done ends.
    const call: Client["call"] = async (endpoint, parts) => {
      try {
        return await session.client.call(endpoint, parts);
      } catch (error) {
        if (!(error instanceof contract.RequestRefused && error.problem.code === "not-signed-in"))
          throw error;
        session = await signIn();
        return session.client.call(endpoint, parts);
      }
    };
    return { ...given, password, person: session.person, token: () => session.token, client: { call } };
  };
  const accepted = async (given: Given, link: string): Promise<Player> => {
    const chosen = newPassword();
    await nobody.call(contract.acceptLink, { body: { token: tokenOf(link), password: chosen } });
    return signedIn(given, chosen);
  };
  const password = newPassword();
  await nobody.call(contract.setUp, {
    body: { token: tokenOf(setupLink), ...administrator, language, password },
  });
  const first = await signedIn(administrator, password);
  return {
    administrator: first,
    newAccount: async (given) => {
      const { link } = await first.client.call(contract.createAccount, { body: { ...given, language } });
      return accepted(given, link);
    },
    join: async (inviter, mission, role, given) => {
      const { link } = await inviter.client.call(contract.inviteMember, {
        parameters: { mission },
        body: { ...given, language, role },
      });
      if (link === null) throw new Error("an invitation without a link");
      return accepted(given, link);
    },
  };
}

/** The token of a one-time link stands after its #. */
const tokenOf = (link: string): string => link.slice(link.indexOf("#") + 1);

/** Good enough for a server on this machine, and short enough to be typed from a screen. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const word = (): string => [...randomBytes(5)].map((byte) => letters[byte % letters.length] ?? "").join("");
  return [word(), word(), word()].join("-");
}
