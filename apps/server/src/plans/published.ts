import { ProblemError } from "@veedor/domain";
import type { AnalysisPlan } from "@veedor/quick-count";
import type { Context } from "../context.ts";
import type { Mission, MissionContest } from "../missions/index.ts";
import { contestsOf, missionByCode } from "../missions/index.ts";
import { parsedPlan } from "./document.ts";
import type { PlanVersion } from "./store.ts";
import { frozenRows } from "./store.ts";

/** A frozen version as everyone may read it. */
export type PublishedPlan = PlanVersion & { readonly plan: AnalysisPlan; readonly of: MissionContest };

/**
 * Every version of a mission's analysis plans that was ever frozen. For everyone: nobody is asked who they are.
 *
 * @throws {ProblemError} `not-found`, also for a mission that has published nothing: it need not be known that it exists
 */
export async function publishedPlans(
  { database }: Context,
  code: string,
): Promise<{ readonly mission: Mission; readonly plans: readonly PublishedPlan[] }> {
  const mission = await missionByCode(database.query, code);
  const versions = mission === null ? [] : await frozenRows(database.query, mission.id);
  if (mission === null || versions.length === 0) throw new ProblemError("not-found");
  const contests = new Map((await contestsOf(database.query, mission.id)).map((one) => [one.id, one]));
  const plans = versions.flatMap((version) => {
    const of = contests.get(version.contest);
    return of === undefined ? [] : [{ ...version, of, plan: parsedPlan(version.document) }];
  });
  return { mission, plans };
}
