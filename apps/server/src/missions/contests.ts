import type { DecidingRule } from "@veedor/domain";
import { DomainError, ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { violatedConstraint } from "../database/violated-constraint.ts";
import { change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { existingElection } from "./elections.ts";
import type { MissionContest } from "./mission.ts";
import { domainContest } from "./mission.ts";
import { existingMission, requireLanguages } from "./missions.ts";
import { contestRow, contestRows, insertContest, updateContest } from "./store.ts";
import type { NameByLanguage, StoredLine } from "./tables.ts";

export type ContestEntry = {
  readonly election: string;
  readonly code: string;
  readonly name: NameByLanguage;
  readonly lines: readonly StoredLine[];
  readonly decidingRule: DecidingRule;
};

export async function listContests(
  context: Context,
  actor: Actor,
  mission: string,
): Promise<MissionContest[]> {
  requireInMission(actor, mission, "mission-read");
  return contestRows(context.database.query, { mission });
}

export async function readContest(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
): Promise<MissionContest> {
  requireInMission(actor, mission, "mission-read");
  return existingContest(context.database.query, mission, id);
}

/** Adds a contest. @throws {ProblemError} `code-taken`, `contest-malformed`, `language-not-in-mission`, `not-found` */
export async function createContest(
  context: Context,
  actor: Actor,
  mission: string,
  entry: ContestEntry,
): Promise<MissionContest> {
  requireInMission(actor, mission, "mission-edit");
  const id = newIdentifier(context.clock.now());
  try {
    return await change(context, actor, async (tx) => {
      await existingElection(tx.query, mission, entry.election);
      const contest = await soundContest(tx.query, mission, entry);
      const { election, name, lines, decidingRule } = entry;
      const { code } = contest;
      await insertContest(tx.query, {
        id,
        mission_id: mission,
        election_id: election,
        code,
        name: JSON.stringify(name),
        lines: JSON.stringify(lines),
        deciding_rule: JSON.stringify(decidingRule),
      });
      await tx.audit("contest-created", { mission, subject: id }, { code, lines: lines.length });
      await tx.tell(mission, "contests-changed", "mission-read", { contest: id });
      return { ...entry, id, mission, contest, frozenAt: null, firstTallyAt: null };
    });
  } catch (error) {
    if (violatedConstraint(error) === "contest_mission_id_code_key") throw new ProblemError("code-taken");
    throw error;
  }
}

type ContestChanges = Partial<Pick<ContestEntry, "name" | "lines" | "decidingRule">>;

/**
 * Changes a contest; what is not named stays. Once figures have been taken in, only its name can be changed: each
 * stored tally is a row of figures over exactly these lines, and a rule chosen afterwards would be chosen by them.
 *
 * @throws {ProblemError} `contest-frozen`; others as for {@link createContest}
 */
export async function changeContest(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
  changes: ContestChanges,
): Promise<MissionContest> {
  requireInMission(actor, mission, "mission-edit");
  return change(context, actor, async (tx) => {
    const before = await existingContest(tx.query, mission, id, true);
    const touchesFigures = changes.lines !== undefined || changes.decidingRule !== undefined;
    if (touchesFigures && before.frozenAt !== null) throw new ProblemError("contest-frozen");
    const after = { ...before, ...changes };
    const contest = await soundContest(tx.query, mission, { ...after, code: before.contest.code });
    await updateContest(tx.query, id, {
      name: JSON.stringify(after.name),
      lines: JSON.stringify(after.lines),
      deciding_rule: JSON.stringify(after.decidingRule),
    });
    const changed = Object.keys(changes).sort().join(", ");
    await tx.audit("contest-changed", { mission, subject: id }, { changed, lines: after.lines.length });
    await tx.tell(mission, "contests-changed", "mission-read", { contest: id });
    return { ...after, contest };
  });
}

/** The contest, if the mission has it. @throws {ProblemError} `not-found` */
export async function existingContest(
  query: Kysely<Schema>,
  mission: string,
  id: string,
  lock = false,
): Promise<MissionContest> {
  const found = await contestRow(query, id, lock);
  if (found === null || found.mission !== mission) throw new ProblemError("not-found");
  return found;
}

/**
 * Freezes a contest's lines and rule, in the transaction that takes in figures over them. Whoever calls it in each
 * transaction may keep the answer in memory once its own transaction has been committed: lines that are frozen never
 * change again.
 *
 * @param because `tally` also marks that the first tally has arrived, after which plan and sample are fixed
 * @returns the contest as it will stay; `null` when there is none
 */
export async function freezeContest(
  query: Kysely<Schema>,
  now: Date,
  id: string,
  because: "tally" | "official-results" = "tally",
): Promise<MissionContest | null> {
  const seen = await contestRow(query, id);
  if (seen === null || isFixed(seen, because)) return seen;
  // Whoever changes lines, plan or sample holds this lock, so they come wholly before or wholly after.
  const locked = await contestRow(query, id, true);
  if (locked === null || isFixed(locked, because)) return locked;
  const frozenAt = locked.frozenAt ?? now;
  const firstTallyAt = because === "tally" ? (locked.firstTallyAt ?? now) : locked.firstTallyAt;
  await updateContest(query, id, { frozen_at: frozenAt, first_tally_at: firstTallyAt });
  return { ...locked, frozenAt, firstTallyAt };
}

const isFixed = (
  { frozenAt, firstTallyAt }: MissionContest,
  because: "tally" | "official-results",
): boolean => (because === "tally" ? firstTallyAt !== null : frozenAt !== null);

/** Holds an entry's names and lines against the rules of the domain. */
async function soundContest(
  query: Kysely<Schema>,
  mission: string,
  entry: Pick<ContestEntry, "code" | "name" | "lines">,
): Promise<MissionContest["contest"]> {
  const { languages } = await existingMission(query, mission);
  requireLanguages(languages, [entry.name, ...entry.lines.map(({ name }) => name)]);
  try {
    return domainContest(entry, languages);
  } catch (error) {
    if (error instanceof DomainError)
      throw new ProblemError("contest-malformed", { fault: selector(error.code), path: error.argument });
    throw error;
  }
}

/** `duplicate-line` as messages write it where they choose by it: `duplicateLine`. */
const selector = (code: string): string =>
  code.replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase());
