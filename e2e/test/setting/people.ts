import {
  acceptLink,
  apiClient,
  type Client,
  createAccount,
  createMission,
  inviteMember,
  setUp,
  signIn,
} from "@veedor/api-contract";
import type { Role } from "@veedor/domain";
import type { RunningServer } from "@veedor/server";

/** Long enough for the server, and nobody's. */
export const PASSWORD = "ceibo lluvia farol andén";

/** Somebody who can sign in, and a client that already is. */
export type Someone = { readonly person: string; readonly email: string; readonly client: Client };

/** The token after the `#` of a one-time link. */
export function tokenOf(link: string): string {
  return link.slice(link.indexOf("#") + 1);
}

/** Signs in over HTTP, as a program does. */
export async function signedIn(server: RunningServer, email: string): Promise<Client> {
  const { token } = await apiClient({ origin: server.origin }).call(signIn, {
    body: { email, password: PASSWORD, keep: "token" },
  });
  return apiClient({ origin: server.origin, token: token ?? "", language: "es" });
}

/** The first administrator, by the link that the server made. */
export async function firstAdministrator(server: RunningServer): Promise<Someone> {
  const email = "administracion@example.org";
  const { person } = await apiClient({ origin: server.origin }).call(setUp, {
    body: {
      token: tokenOf(server.setupLink ?? ""),
      email,
      name: "Alba Ríos",
      language: "es",
      password: PASSWORD,
    },
  });
  return { person, email, client: await signedIn(server, email) };
}

/** A mission with a chief, made by an administrator. */
export async function missionWithChief(
  server: RunningServer,
  administrator: Someone,
): Promise<{ readonly mission: string; readonly chief: Someone }> {
  const email = "jefatura@example.org";
  const { person, link } = await administrator.client.call(createAccount, {
    body: { email, name: "Carmen Duarte", language: "es" },
  });
  await accept(server, link);
  const { id: mission } = await administrator.client.call(createMission, {
    body: {
      code: "arayuma-2027",
      name: {
        es: "Misión de observación electoral en Arayuma",
        en: "Election observation mission to Arayuma",
        pt: "Missão de observação eleitoral em Arayuma",
        fr: "Mission d’observation électorale en Arayuma",
      },
      country: "PE",
      languages: ["es", "en", "pt", "fr"],
      timeZone: "America/Lima",
      kind: "rehearsal",
      areaLevels: ["departamento", "municipio"],
      chief: person,
    },
  });
  return { mission, chief: { person, email, client: await signedIn(server, email) } };
}

/** Somebody whom the chief invites, and who accepts. */
export async function member(
  server: RunningServer,
  { mission, chief }: { readonly mission: string; readonly chief: Someone },
  role: Role,
): Promise<Someone> {
  const email = `${role}@example.org`;
  const { person, link } = await chief.client.call(inviteMember, {
    parameters: { mission },
    body: { email, name: NAMES[role], language: "es", role },
  });
  await accept(server, link ?? "");
  return { person, email, client: await signedIn(server, email) };
}

const NAMES: Readonly<Record<Role, string>> = {
  chief: "Carmen Duarte",
  statistician: "Elena Quiroga",
  desk: "Diego Paz",
  observer: "Olga Ñandú",
  reader: "Lucía Ferro",
};

async function accept(server: RunningServer, link: string): Promise<void> {
  await apiClient({ origin: server.origin }).call(acceptLink, {
    body: { token: tokenOf(link), password: PASSWORD },
  });
}
