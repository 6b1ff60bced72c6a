import type { ReleaseRecord } from "@veedor/api-contract";
import { LANGUAGES, type Language } from "@veedor/messages";
import type { AnalysisPlan, Take } from "@veedor/quick-count";
import type { QuickCountEstimate, RatioEstimate } from "@veedor/statistics";
import type { Election, Mission, MissionContest } from "../missions/index.ts";
import { statementIn } from "./statement.ts";

/** Release of this program: stands in every record, since figures can only be checked against the code that made them. */
const SOFTWARE = "veedor 0.1.0";

/**
 * What a record is made of.
 *
 * @property take as it was made; its estimate is there
 * @property frameStations stations of the frame that the sample was drawn from
 */
export type RecordSource = {
  readonly mission: Mission;
  readonly election: Election;
  readonly contest: MissionContest;
  readonly take: Take;
  readonly plan: AnalysisPlan;
  readonly frameStations: number;
  readonly inputs: ReleaseRecord["inputs"];
  readonly overrideReason: string | null;
};

/** A record without its texts: what the texts are written from. */
export type RecordFigures = Omit<ReleaseRecord, "text">;

/**
 * Freezes a take into the record of a release: figures, margins, method, what was missing, the gate as numbers, and
 * the statement in four languages, whose figures are put in from this record and never typed.
 *
 * @param figures the take's headline estimate
 */
export function releaseRecordOf(source: RecordSource, figures: QuickCountEstimate): ReleaseRecord {
  const { mission, election, contest, take, plan, overrideReason } = source;
  const lines = contest.lines.filter(({ role }) => role === "choice");
  const codeOf = (choice: number): string => lines[choice]?.code ?? "";
  const { lead } = figures;
  const record: RecordFigures = {
    format: "veedor-release/1",
    mission: {
      code: mission.code,
      name: mission.name,
      country: mission.country,
      languages: [...mission.languages],
      timeZone: mission.timeZone,
    },
    election: { day: election.day, name: election.name },
    contest: { code: contest.contest.code, name: contest.name },
    take: { number: take.number, at: new Date(take.at).toISOString() },
    software: SOFTWARE,
    inputs: source.inputs,
    method: {
      headline: take.headline,
      denominator: plan.denominator,
      level: plan.level,
      degreesOfFreedom: plan.degreesOfFreedom,
      frameStations: source.frameStations,
      strata: figures.strata,
      designed: take.designed,
      arrived: take.arrived,
      usable: take.usable,
    },
    choices: lines.map(({ code, name }, choice) => ({
      code,
      name,
      share: ratioOf(figures.shares[choice]),
      probabilityFirst: take.probabilityFirst?.[choice] ?? null,
    })),
    lead: lead && { ...ratioOf(lead), first: codeOf(lead.first), second: codeOf(lead.second) },
    turnout: figures.turnout && ratioOf(figures.turnout),
    call: take.call === null ? null : codeOf(take.call),
    gate: take.gate.map(({ name, holds, value, threshold, subject }) => ({
      name,
      holds,
      value,
      threshold,
      subject,
    })),
    gateOpen: isGateOpen(take),
    signsOfBias: [...take.bias.raised],
    overrideReason: isGateOpen(take) ? null : overrideReason,
  };
  const languages = Object.keys(LANGUAGES) as Language[];
  const text = Object.fromEntries(
    languages.map((language) => [language, statementIn(language, record, mission.languages)]),
  );
  return { ...record, text };
}

/** Whether all five conditions hold; one that cannot be computed does not. */
export const isGateOpen = (take: Pick<Take, "gate">): boolean =>
  take.gate.length > 0 && take.gate.every(({ holds }) => holds === true);

function ratioOf(ratio: RatioEstimate | undefined): ReleaseRecord["choices"][number]["share"] {
  if (ratio === undefined) throw new Error("an estimate without one of its shares");
  const { estimate, standardError, degreesOfFreedom, low, high } = ratio;
  // A census has no variance, and endless degrees of freedom: JSON has no word for that.
  const known = Number.isFinite(degreesOfFreedom) ? degreesOfFreedom : null;
  return { estimate, standardError, degreesOfFreedom: known, low, high };
}
