import type { Contest, DecidingRule } from "@veedor/domain";
import { defineContest } from "@veedor/domain";
import type { Selectable } from "kysely";
import type { MissionTables, NameByLanguage, StoredLine } from "./tables.ts";

/** One observation effort around one electoral process in one country. */
export type Mission = {
  readonly id: string;
  readonly code: string;
  readonly name: NameByLanguage;
  readonly country: string;
  readonly languages: readonly string[];
  readonly timeZone: string;
  readonly kind: "real" | "rehearsal";
  readonly areaLevels: readonly string[];
  readonly createdAt: Date;
};

/** One polling day of a mission. */
export type Election = {
  readonly id: string;
  readonly mission: string;
  readonly day: string;
  readonly name: NameByLanguage;
  readonly round: "only" | "first" | "runoff";
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
};

/**
 * A contest of a mission.
 *
 * @property contest as the domain knows it; its names are in the mission's first language
 * @property lines with their names by language, in the order of the printed sheet
 * @property frozenAt since when lines and rule cannot change
 * @property firstTallyAt when the first tally arrived from the field
 */
export type MissionContest = {
  readonly id: string;
  readonly mission: string;
  readonly election: string;
  readonly contest: Contest;
  readonly name: NameByLanguage;
  readonly lines: readonly StoredLine[];
  readonly decidingRule: DecidingRule;
  readonly frozenAt: Date | null;
  readonly firstTallyAt: Date | null;
};

/**
 * A name in the language that is asked for, else in the first of the mission's that it has.
 *
 * @param languages of the mission, in its order
 */
export function nameIn(name: NameByLanguage, language: string, languages: readonly string[]): string {
  for (const one of [language, ...languages]) {
    const found = Object.hasOwn(name, one) ? name[one] : undefined;
    if (found !== undefined) return found;
  }
  return Object.values(name)[0] ?? "";
}

export function missionOf(row: Selectable<MissionTables["mission"]>): Mission {
  const { id, code, name, country, languages, kind } = row;
  return {
    id,
    code,
    name,
    country,
    languages,
    kind,
    timeZone: row.time_zone,
    areaLevels: row.area_levels,
    createdAt: row.created_at,
  };
}

export function electionOf(row: Selectable<MissionTables["election"]>): Election {
  const { id, day, name, round } = row;
  return {
    id,
    day,
    name,
    round,
    mission: row.mission_id,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
  };
}

/** @param languages of the mission: the first gives the names of the domain's contest */
export function contestOf(
  row: Selectable<MissionTables["contest"]>,
  languages: readonly string[],
): MissionContest {
  return {
    id: row.id,
    mission: row.mission_id,
    election: row.election_id,
    contest: domainContest(row, languages),
    name: row.name,
    lines: row.lines,
    decidingRule: row.deciding_rule,
    frozenAt: row.frozen_at,
    firstTallyAt: row.first_tally_at,
  };
}

/** @throws {DomainError} for lines that make no contest */
export function domainContest(
  { code, name, lines }: { code: string; name: NameByLanguage; lines: readonly StoredLine[] },
  languages: readonly string[],
): Contest {
  const first = languages[0] ?? "";
  return defineContest({
    code,
    name: nameIn(name, first, languages),
    lines: lines.map((line) => ({ ...line, name: nameIn(line.name, first, languages) })),
  });
}
