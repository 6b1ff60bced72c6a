import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../context.ts";
import { newsOf } from "../evidence/events/index.ts";
import { PlanInstants } from "./due-takes.ts";
import { EstimatingFailed, EstimatingThread } from "./estimating-thread.ts";
import { Leadership } from "./leadership.ts";
import { type ActiveContest, activeContests } from "./store.ts";

/** Milliseconds from one estimate to the next of what comes in between. */
const ESTIMATE_EVERY = 1_000;
/** Estimates take at most one part in so many of the time. */
const SPARE = 5;
/** Milliseconds after a failure before it is tried again. */
const AGAIN = 5_000;
/** Milliseconds around a plan's instants in which a contest is looked at without being told of news. */
const EVENING = 2 * 86_400_000;

/**
 * Keeps the evening's clock: a take at each instant of each plan, and estimates as reports come. Of several processes
 * one does it; what it did is in the database, so another goes on where it stopped and makes late what was missed.
 */
class Keeper {
  readonly #context: Context;
  readonly #thread: EstimatingThread;
  readonly #leadership: Leadership;
  readonly #instants: PlanInstants;
  /** Missions with news; `null` stands for all that have an evening. */
  readonly #news = new Set<string | null>();
  #work: Promise<void> = Promise.resolve();
  #isResting = false;
  /** Milliseconds that the thread has computed in this round. */
  #took = 0;
  #isClosed = false;
  #cancelNext: () => void = () => undefined;
  #unsubscribe: () => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
    this.#thread = new EstimatingThread(context);
    this.#instants = new PlanInstants(context);
    this.#leadership = new Leadership(context.database, (leads) => {
      if (leads) this.#look(null);
      else this.#cancelNext();
    });
  }

  async begin(): Promise<void> {
    this.#unsubscribe = newsOf(this.#context).subscribe((mission) => this.#look(mission));
    await this.#leadership.seek();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#cancelNext();
    await this.#thread.close();
    await this.#work;
    await this.#leadership.close();
  }

  /** There are news: a round at once, then a rest, so that what comes meanwhile is one round together. */
  #look(mission: string | null): void {
    this.#news.add(mission);
    if (this.#isResting || !this.#isAtWork) return;
    this.#isResting = true;
    void this.#roundAndRest();
  }

  async #roundAndRest(): Promise<void> {
    let rest = AGAIN;
    await this.#inTurn(async () => {
      this.#took = 0;
      if (await this.#round()) rest = Math.max(ESTIMATE_EVERY, (SPARE - 1) * this.#took);
    });
    // Real time, since the rest is for the machine's sake; and nothing waits for it: instants come meanwhile.
    await wait(rest, undefined, { ref: false });
    this.#isResting = false;
    const [next] = this.#news;
    if (next !== undefined) this.#look(next);
  }

  get #isAtWork(): boolean {
    return this.#leadership.leads && !this.#isClosed;
  }

  /** One thing after the other; what fails is looked at again with the next news. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const before = this.#work;
    this.#work = this.#after(before, work);
    return this.#work;
  }

  async #after(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    await before;
    if (!this.#isAtWork) return;
    try {
      await work();
    } catch {
      // The database is away.
      this.#news.add(null);
    }
  }

  /** Takes that are due, then estimates of missions with news. @returns whether all went well */
  async #round(): Promise<boolean> {
    const news = new Set(this.#news);
    this.#news.clear();
    try {
      const contests = await activeContests(this.#context.database.query);
      let isWell = await this.#makeTakes(contests);
      for (const one of contests) {
        if (!news.has(one.mission) && !(news.has(null) && (await this.#hasEvening(one)))) continue;
        const { contest } = one;
        const now = this.#context.clock.now();
        const isMade = await this.#asked(contest, () => this.#thread.ask({ kind: "estimate", contest, now }));
        if (!isMade) this.#news.add(one.mission);
        isWell &&= isMade;
      }
      return isWell;
    } catch {
      // The database is away; this is looked at again.
      for (const one of news) this.#news.add(one);
      return false;
    }
  }

  async #hasEvening({ contest, plan }: ActiveContest): Promise<boolean> {
    const instants = await this.#instants.of(contest, plan);
    const now = this.#context.clock.now();
    return instants.some((at) => Math.abs(at - now) < EVENING);
  }

  async #makeTakes(contests: readonly ActiveContest[]): Promise<boolean> {
    const { due, next } = await this.#instants.due(contests, this.#context.clock.now());
    let isWell = true;
    for (const take of due) {
      const now = this.#context.clock.now();
      const isMade = await this.#asked(take.contest, () => this.#thread.ask({ kind: "take", ...take, now }));
      isWell &&= isMade;
    }
    this.#cancelNext();
    if (next !== null && this.#isAtWork)
      this.#cancelNext = this.#context.clock.at(next, () => void this.#instantHasCome());
    if (!isWell) this.#news.add(null);
    return isWell;
  }

  async #instantHasCome(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#makeTakes(await activeContests(this.#context.database.query));
    });
    this.#look(null);
  }

  /** What failed is told to the log and tried again later. */
  async #asked(contest: string, ask: () => Promise<number>): Promise<boolean> {
    try {
      this.#took += await ask();
      return true;
    } catch (error) {
      if (!(error instanceof EstimatingFailed)) throw error;
      if (!this.#isClosed)
        this.#context.log.error({ event: "quick-count-failed", contest, stack: error.told });
      return false;
    }
  }
}

/** Keeps the evening's clock while the server runs. */
export async function keepQuickCount(context: Context): Promise<() => Promise<void>> {
  const keeper = new Keeper(context);
  await keeper.begin();
  return () => keeper.close();
}

/** Waits until every take whose instant has come is made, by whatever process: for whoever plays an evening. */
export async function untilTakesAreMade(context: Context): Promise<void> {
  const instants = new PlanInstants(context);
  for (;;) {
    const { due } = await instants.due(await activeContests(context.database.query), context.clock.now());
    if (due.length === 0) return;
    await wait(10);
  }
}
