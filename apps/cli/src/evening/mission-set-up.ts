import * as contract from "@veedor/api-contract";
import type { Contest, Frame } from "@veedor/domain";
import type { Language } from "@veedor/messages";
import type { AnalysisPlan } from "@veedor/quick-count";
import type { Cast, Given, Player } from "./cast.ts";
import { uploadFrame } from "./frame-upload.ts";

/** Name by language, as the contract wants it. */
export type NameByLanguage = Partial<Record<Language, string>>;

/** What an evening needs a mission for. */
export type MissionInput = {
  readonly code: string;
  readonly name: NameByLanguage;
  readonly country: string;
  readonly timeZone: string;
  readonly languages: readonly Language[];
  readonly day: string;
  readonly electionName: NameByLanguage;
  /** When polls open and close, where that is known. */
  readonly polls?: { readonly opensAt: string; readonly closesAt: string };
  readonly contest: Contest;
  readonly frame: Frame;
  readonly plan: AnalysisPlan;
};

/** A mission that waits for its evening. */
export type ReadyMission = {
  readonly mission: string;
  readonly election: string;
  readonly contest: string;
  readonly formId: string;
  readonly chief: Player;
  readonly statistician: Player;
  readonly desk: Player;
};

/** A mission's people by their role. */
export type RoleNames = Readonly<Record<"chief" | "statistician" | "desk", Given>>;

/**
 * Makes a rehearsal with everything before the draw, through the API and by the roles that do it: mission, election,
 * contest, frame, plan frozen by two people.
 */
export async function setUpMission(
  origin: string,
  cast: Cast,
  people: RoleNames,
  input: MissionInput,
): Promise<ReadyMission> {
  const chief = await cast.newAccount(people.chief);
  const { id: mission } = await cast.administrator.client.call(contract.createMission, {
    body: {
      code: input.code,
      name: input.name,
      country: input.country,
      languages: [...input.languages],
      timeZone: input.timeZone,
      kind: "rehearsal",
      areaLevels: [...input.frame.areaLevels],
      chief: chief.person,
    },
  });
  const parameters = { mission };
  const statistician = await cast.join(chief, mission, "statistician", people.statistician);
  const desk = await cast.join(chief, mission, "desk", people.desk);
  const { day, electionName } = input;
  const election = await chief.client.call(contract.createElection, {
    parameters,
    body: { day, name: electionName, ...input.polls },
  });
  const { lines, code, name } = input.contest;
  const [language = "es"] = input.languages;
  const contest = await chief.client.call(contract.createContest, {
    parameters,
    body: {
      election: election.id,
      code,
      name: { [language]: name },
      lines: lines.map((line) => ({ code: line.code, role: line.role, name: { [language]: line.name } })),
      decidingRule: { rule: "plurality" },
    },
  });
  await uploadFrame(origin, mission, statistician, input.frame);
  await freezePlan(mission, contest.id, { proposer: statistician, confirmer: chief }, input.plan);
  return {
    mission,
    election: election.id,
    contest: contest.id,
    formId: `tally-${code}`,
    chief,
    statistician,
    desk,
  };
}

/** One proposes the analysis plan, another confirms it by its hash. */
async function freezePlan(
  mission: string,
  contest: string,
  { proposer, confirmer }: { readonly proposer: Player; readonly confirmer: Player },
  plan: AnalysisPlan,
): Promise<void> {
  const parameters = { mission, contest };
  const proposed = await proposer.client.call(contract.proposePlan, {
    parameters,
    body: { document: { ...plan } },
  });
  await confirmer.client.call(contract.confirmPlan, {
    parameters: { ...parameters, plan: proposed.id },
    body: { hash: proposed.hash },
  });
}
