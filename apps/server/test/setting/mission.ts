import { randomBytes } from "node:crypto";
import * as contract from "@veedor/api-contract";
import type { RunningServer } from "../../src/index.ts";
import { FRAME_MAPPING, frameCsv, importFile } from "./imports.ts";
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

/** The president's analysis plan as tests have it: takes every ten minutes from 18 hours in Lima. */
export const PLAN = {
  format: "veedor-analysis-plan/1",
  denominator: "validVotes",
  collapse: { rule: "neighbour", region: "department" },
  watch: ["department", "zone"],
  takes: { first: "2026-10-04T18:00:00-05:00", last: "2026-10-04T22:00:00-05:00", everyMinutes: 10 },
};

/** 24 of the test country's 60 stations, by department and zone, with a spare each. */
export const DESIGN = {
  stations: 24,
  strata: ["department", "zone"],
  allocation: { rule: "proportional" as const },
  minimum: 3,
  spares: 1,
};

/** A mission ready for its evening. */
export type SmallMission = NewMission & {
  readonly statistician: SignedIn;
  readonly election: string;
  readonly contest: string;
  readonly frame: string;
  readonly plan: string;
};

/**
 * A mission with an election (polls close at the tests' evening), the president's contest, the frame of 60 stations and
 * a plan that two people froze; all through the API.
 */
export async function plannedMission(server: RunningServer): Promise<SmallMission> {
  const made = await newMission(server);
  const { mission, chief } = made;
  const parameters = { mission };
  const statistician = await signedInAs(server, "statistician", mission);
  const election = await chief.client.call(contract.createElection, { parameters, body: POLLING_DAY });
  const body = { ...PRESIDENT, election: election.id };
  const { id: contest } = await chief.client.call(contract.createContest, { parameters, body });
  const asked = { purpose: "frame" as const, fileName: "mesas.csv", mapping: FRAME_MAPPING };
  const { result } = await importFile(server, chief, mission, asked, frameCsv());
  const plan = await freezePlan({ mission, contest, chief, statistician }, PLAN);
  return { ...made, statistician, election: election.id, contest, frame: result ?? "", plan };
}

/** Has the statistician propose a plan and the chief confirm it. @returns the version's identifier */
export async function freezePlan(
  of: Pick<SmallMission, "mission" | "contest" | "chief" | "statistician">,
  document: object,
  reason: string | null = null,
): Promise<string> {
  const parameters = { mission: of.mission, contest: of.contest };
  const body = { document: { ...document }, reason };
  const { id, hash } = await of.statistician.client.call(contract.proposePlan, { parameters, body });
  await of.chief.client.call(contract.confirmPlan, {
    parameters: { ...parameters, plan: id },
    body: { hash },
  });
  return id;
}

/** Draws the sample of an election. @returns the draw's identifier */
export async function drawn({ mission, election, statistician }: SmallMission, design: object = DESIGN) {
  const { client } = statistician;
  const announced = await client.call(contract.announceSample, {
    parameters: { mission, election },
    body: { design: { ...DESIGN, ...design } },
  });
  const parameters = { mission, sample: announced.id };
  const body = { text: "2 5 5 1 6 4 3 3", source: "Parties and press, with dice" };
  await client.call(contract.addContribution, { parameters, body });
  await client.call(contract.drawSample, { parameters });
  return announced.id;
}

/**
 * A small mission, ready for its evening: 60 stations in two departments, urban and rural, of which 24 are drawn with
 * a spare a stratum; a frozen plan; chief and statistician signed in.
 */
export async function smallMission(
  server: RunningServer,
): Promise<SmallMission & { readonly sample: string }> {
  const planned = await plannedMission(server);
  return { ...planned, sample: await drawn(planned) };
}
