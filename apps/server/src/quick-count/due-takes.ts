import { takeInstants } from "@veedor/quick-count";
import type { Context } from "../context.ts";
import { frozenPlan } from "../plans/index.ts";
import type { ActiveContest } from "./store.ts";

/** A take whose instant has come. */
export type DueTake = { readonly contest: string; readonly number: number; readonly at: number };

/** The instants of plans; a plan that is frozen never changes. */
export class PlanInstants {
  readonly #database: Pick<Context, "database">;
  readonly #instants = new Map<string, readonly number[]>();

  constructor(database: Pick<Context, "database">) {
    this.#database = database;
  }

  /**
   * Takes whose instants have come and that have not been made, in the order of their instants; and the next instant.
   * Instants before a plan was frozen are none of that plan's.
   */
  async due(
    contests: readonly ActiveContest[],
    now: number,
  ): Promise<{ readonly due: readonly DueTake[]; readonly next: number | null }> {
    const due: DueTake[] = [];
    let next: number | null = null;
    for (const { contest, plan, frozenAt, made } of contests) {
      const done = new Set(made);
      for (const [i, at] of (await this.of(contest, plan)).entries()) {
        if (done.has(i + 1) || at < frozenAt.getTime()) continue;
        if (at <= now) due.push({ contest, number: i + 1, at });
        else next = Math.min(next ?? at, at);
      }
    }
    due.sort((a, b) => a.at - b.at || (a.contest < b.contest ? -1 : 1));
    return { due, next };
  }

  /** The instants of a contest's plan. */
  async of(contest: string, plan: string): Promise<readonly number[]> {
    const known = this.#instants.get(plan);
    if (known !== undefined) return known;
    const frozen = await frozenPlan(this.#database, contest);
    // A later version may have been frozen this moment.
    if (frozen?.id !== plan) return [];
    const instants = takeInstants(frozen.plan);
    this.#instants.set(plan, instants);
    return instants;
  }
}
