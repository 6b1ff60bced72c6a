import { DENOMINATORS, FIRST_ROUND_RULE_NAMES, LONGEST_CODE, SHEET_LINE_ROLES } from "@veedor/domain";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath } from "./words.ts";

/** Languages that a mission works in: those that everything said to people is written in. */
export const missionLanguage = z.enum(["es", "en", "pt", "fr"]);

const label = z.string().trim().min(1).max(300);

/** A name in one or more of the mission's languages; where one is missing the first of the mission's serves. */
export const nameByLanguage = z
  .partialRecord(missionLanguage, label)
  .refine((name) => Object.keys(name).length > 0, "at least one language");

const missionCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const areaLevels = z.array(label).max(12);
const languages = z
  .array(missionLanguage)
  .min(1)
  .refine((all) => new Set(all).size === all.length, "each language once");

const mission = z.object({
  id: identifier,
  code: missionCode,
  name: nameByLanguage,
  country: z.string().regex(/^[A-Z]{2}$/),
  languages,
  timeZone: z.string().max(60),
  kind: z.enum(["real", "rehearsal"]),
  areaLevels,
  createdAt: instant,
});

const missionEntry = mission.pick({
  code: true,
  name: true,
  country: true,
  languages: true,
  timeZone: true,
  kind: true,
});

/** Missions that the person has a part in; all of them for an administrator of the server. */
export const listMissions = endpoint({
  method: "GET",
  path: "/api/missions",
  summary: "The missions that you have a part in; all for an administrator",
  answer: z.object({ items: z.array(mission.extend({ roles: z.array(z.string()) })) }),
});

export const createMission = endpoint({
  method: "POST",
  path: "/api/missions",
  summary: "Create a mission and name its first chief (administrators)",
  body: missionEntry.extend({ areaLevels: areaLevels.default([]), chief: identifier }).strict(),
  status: 201,
  answer: mission,
});

export const readMission = endpoint({
  method: "GET",
  path: "/api/missions/{mission}",
  summary: "A mission",
  parameters: missionPath,
  answer: mission,
});

export const changeMission = endpoint({
  method: "PATCH",
  path: "/api/missions/{mission}",
  summary: "Change a mission's name, languages, time zone or area levels",
  parameters: missionPath,
  body: missionEntry
    .pick({ name: true, languages: true, timeZone: true })
    .extend({ areaLevels })
    .partial()
    .strict(),
  answer: mission,
});

/**
 * One polling day.
 *
 * @property opensAt when polls open; from then on no station of the sample is replaced
 * @property closesAt when the last polls close; before, the sample's secret is not opened
 */
const election = z.object({
  id: identifier,
  day: z.iso.date(),
  name: nameByLanguage,
  round: z.enum(["only", "first", "runoff"]),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
});

const electionEntry = election
  .omit({ id: true })
  .extend({ round: election.shape.round.default("only") })
  .extend({ opensAt: instant.nullable().default(null), closesAt: instant.nullable().default(null) });

export const electionPath = missionPath.extend({ election: identifier });

export const listElections = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/elections",
  summary: "The mission's elections: a first round and a runoff are two",
  parameters: missionPath,
  answer: z.object({ items: z.array(election) }),
});

export const createElection = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/elections",
  summary: "Add an election",
  parameters: missionPath,
  body: electionEntry.strict(),
  status: 201,
  answer: election,
});

export const changeElection = endpoint({
  method: "PATCH",
  path: "/api/missions/{mission}/elections/{election}",
  summary: "Change an election's name, day or hours",
  parameters: electionPath,
  body: election.omit({ id: true }).partial().strict(),
  answer: election,
});

const code = z.string().trim().min(1).max(LONGEST_CODE);
const fraction = z.number().min(0).max(1);
const of = z.enum(DENOMINATORS).default("validVotes");

/** How a contest is decided; the words are those of the statistics package. */
export const decidingRule = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("plurality") }),
  z.strictObject({ rule: z.enum(FIRST_ROUND_RULE_NAMES), of }),
  z.strictObject({
    rule: z.literal("own-first-round"),
    of,
    outright: fraction.nullable(),
    withLead: z.strictObject({ share: fraction, lead: fraction }).nullable(),
  }),
  z.strictObject({ rule: z.literal("threshold"), of, share: fraction }),
]);

/** A line of the printed tally sheet. */
export const sheetLine = z.strictObject({ code, name: nameByLanguage, role: z.enum(SHEET_LINE_ROLES) });

/**
 * One office or question on the ballot.
 *
 * @property frozenAt since when the lines cannot change, as figures over them have been taken in
 */
export const contest = z.object({
  id: identifier,
  election: identifier,
  code,
  name: nameByLanguage,
  lines: z.array(sheetLine).min(1).max(500),
  decidingRule,
  frozenAt: instant.nullable(),
});

export const contestPath = missionPath.extend({ contest: identifier });

export const listContests = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests",
  summary: "The mission's contests with the lines of their tally sheets",
  parameters: missionPath,
  answer: z.object({ items: z.array(contest) }),
});

export const createContest = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/contests",
  summary: "Add a contest",
  parameters: missionPath,
  body: contest.omit({ id: true, frozenAt: true }).strict(),
  status: 201,
  answer: contest,
});

export const readContest = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/contests/{contest}",
  summary: "A contest",
  parameters: contestPath,
  answer: contest,
});

export const changeContest = endpoint({
  method: "PATCH",
  path: "/api/missions/{mission}/contests/{contest}",
  summary: "Change a contest; its lines and deciding rule only until the first tally arrives",
  parameters: contestPath,
  body: contest.pick({ name: true, lines: true, decidingRule: true }).partial().strict(),
  answer: contest,
});
