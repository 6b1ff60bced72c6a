import { randomBytes } from "node:crypto";
import * as contract from "@veedor/api-contract";
import type { RunningServer } from "../../src/index.ts";
import type { SignedIn } from "./people.ts";
import { newPerson, signedInAs, signIn } from "./people.ts";

/** A mission with its chief, signed in, made as an administrator makes it. */
export type NewMission = { readonly mission: string; readonly code: string; readonly chief: SignedIn };

/** Creates a mission through the API and signs its chief in. */
export async function newMission(
  server: RunningServer,
  given: Partial<Parameters<typeof missionEntry>[0]> = {},
): Promise<NewMission> {
  const administrator = await signedInAs(server, "administrator");
  const chief = await newPerson(server);
  const body = missionEntry({ chief, ...given });
  const { id, code } = await administrator.client.call(contract.createMission, { body });
  return { mission: id, code, chief: await signIn(server, chief) };
}

/** What a mission is created with in tests. */
export function missionEntry(given: {
  readonly chief: string;
  readonly code?: string;
  readonly kind?: "real" | "rehearsal";
}) {
  const { chief, code = `m-${randomBytes(6).toString("hex")}`, kind = "real" } = given;
  return {
    chief,
    code,
    kind,
    country: "PE",
    timeZone: "America/Lima",
    name: { es: "Misión de prueba", en: "Test mission" },
    languages: ["es" as const, "en" as const],
    areaLevels: ["department"],
  };
}

/** The president's contest as tests have it. */
export const PRESIDENT = {
  code: "president",
  name: { es: "Presidencia", en: "President" },
  lines: [
    { code: "aguila", name: { es: "Alianza Águila" }, role: "choice" as const },
    { code: "bosque", name: { es: "Movimiento Bosque" }, role: "choice" as const },
    { code: "cometa", name: { es: "Partido Cometa" }, role: "choice" as const },
    { code: "blank", name: { es: "En blanco", en: "Blank" }, role: "blank" as const },
    { code: "null", name: { es: "Nulos", en: "Null" }, role: "null" as const },
    { code: "total", name: { es: "Total", en: "Total" }, role: "total" as const },
  ],
  decidingRule: { rule: "absolute-majority" as const, of: "validVotes" as const },
};

/** An election on the tests' own day, with polls from 8 to 17 hours in Lima. */
export const POLLING_DAY = {
  day: "2026-10-04",
  name: { es: "Primera vuelta", en: "First round" },
  round: "first" as const,
  opensAt: "2026-10-04T08:00:00-05:00",
  closesAt: "2026-10-04T17:00:00-05:00",
};
