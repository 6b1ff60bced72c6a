import type { Database } from "../database/database.ts";
import { change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import { THE_SERVER } from "../people/actor.ts";
import { figuresInOrder } from "../tallies/index.ts";
import { type Evening, readEvening } from "./evening.ts";
import { hashOfTake, makeTake } from "./making.ts";
import { eveningKey, insertTake, latestEstimate, looksBefore, replaceEstimate } from "./store.ts";

/** Evenings that are kept in memory: as many contests as a mission counts in one night. */
const MOST_KEPT = 8;

/** Makes takes and estimates and stores them. Several may do so at once: an instant has one take all the same. */
export class Estimating {
  readonly #database: Database;
  readonly #evenings = new Map<string, Evening>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Makes the take of an instant from the reports that had arrived by then, unless it has been made. */
  async take(asked: {
    readonly contest: string;
    readonly number: number;
    readonly at: number;
    readonly now: number;
  }): Promise<void> {
    const evening = await this.#eveningOf(asked.contest);
    if (evening === null) return;
    const { contest, number, now } = asked;
    const at = new Date(asked.at);
    const { query } = this.#database;
    const { mission, sample, plan } = evening;
    const reports = await figuresInOrder(query, contest, { until: at, sample });
    const earlier = await looksBefore(query, { contest, plan: plan.id, number });
    const { take, inputs, inputsHash } = makeTake(evening, reports, earlier, asked.at);
    const id = newIdentifier(now);
    const content = { ...take, number };
    const stored = { id, mission, contest, plan: plan.id, sample, number, at, content, inputs, inputsHash };
    await change(this.#contextAt(now), THE_SERVER, async (tx) => {
      if (!(await insertTake(tx.query, { ...stored, madeAt: tx.now }))) return;
      await tx.record(mission, id, {
        kind: "take",
        fields: {
          contest,
          number,
          at: at.toISOString(),
          madeAt: tx.now.toISOString(),
          plan: plan.hash,
          inputs: inputsHash,
          take: hashOfTake(content),
        },
      });
      await tx.tell(mission, "take-made", "estimate-read", {
        contest,
        take: id,
        number,
        at: at.toISOString(),
      });
    });
  }

  /** Puts the quick count as it now stands in the place of the latest estimate, if reports have come since. */
  async estimate({ contest, now }: { readonly contest: string; readonly now: number }): Promise<void> {
    const evening = await this.#eveningOf(contest);
    if (evening === null) return;
    const { query } = this.#database;
    const { mission, sample, plan } = evening;
    const reports = await figuresInOrder(query, contest, { sample });
    const earlier = await looksBefore(query, { contest, plan: plan.id, number: null });
    const { take, inputsHash } = makeTake(evening, reports, earlier, now);
    const before = await latestEstimate(query, contest);
    const isSame =
      before?.inputsHash === inputsHash &&
      before.plan === plan.id &&
      before.sample === sample &&
      before.content.number === take.number;
    if (isSame) return;
    await change(this.#contextAt(now), THE_SERVER, async (tx) => {
      const made = { mission, contest, plan: plan.id, sample, madeAt: tx.now, content: take, inputsHash };
      await replaceEstimate(tx.query, made);
      await tx.tell(mission, "estimate-made", "estimate-read", { contest });
    });
  }

  async #eveningOf(contest: string): Promise<Evening | null> {
    const key = await eveningKey(this.#database.query, contest);
    const kept = this.#evenings.get(key);
    if (kept !== undefined) return kept;
    const evening = await readEvening({ database: this.#database }, contest);
    if (evening === null) return null;
    if (this.#evenings.size >= MOST_KEPT) this.#evenings.clear();
    this.#evenings.set(key, evening);
    return evening;
  }

  #contextAt(now: number) {
    return { database: this.#database, clock: { now: () => now, at: () => () => undefined } };
  }
}
