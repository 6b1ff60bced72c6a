import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../../context.ts";
import type { MissionEvent } from "./events-store.ts";
import { eventsSince, presentSnapshot } from "./events-store.ts";
import type { Snapshot } from "./snapshot.ts";

/** Something that is told of events; and, with the last of a reading, from which snapshot it may resume. */
export type FeedReader = (events: readonly MissionEvent[], resume: Snapshot | null) => void;

/** Milliseconds from one reading to the next: what is committed meanwhile is read together. */
const READ_EVERY = 40;

/**
 * Events of one mission for the open streams of one process, read once for all of them, each as soon as it can be
 * seen. What a transaction writes that began early and commits late is told when it commits.
 */
export class MissionFeed {
  readonly #context: Context;
  readonly #mission: string;
  readonly #readers = new Set<FeedReader>();
  /** Everything that it shows has been told. */
  #told: Snapshot | null = null;
  #isReading = false;
  #isDue = false;

  constructor(context: Context, mission: string) {
    this.#context = context;
    this.#mission = mission;
  }

  get isIdle(): boolean {
    return this.#readers.size === 0;
  }

  /** Tells a reader of what comes, until the answer is called. */
  async subscribe(reader: FeedReader): Promise<() => void> {
    this.#readers.add(reader);
    try {
      this.#told ??= await presentSnapshot(this.#context.database.query);
    } catch (error) {
      this.#readers.delete(reader);
      throw error;
    }
    return () => this.#readers.delete(reader);
  }

  /** Something may be new: reads it, soon and once. */
  look(): void {
    this.#isDue = true;
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#readWhileDue().finally(() => {
      this.#isReading = false;
    });
  }

  async #readWhileDue(): Promise<void> {
    while (this.#isDue && !this.isIdle) {
      this.#isDue = false;
      try {
        await this.#read();
      } catch {
        // A database that is away for the moment: there is a look when it stands again.
        return;
      }
      await wait(READ_EVERY, undefined, { ref: false });
    }
  }

  async #read(): Promise<void> {
    if (this.#told === null) return;
    // The last page is held back until it is known to be the last.
    let held: readonly MissionEvent[] = [];
    const tell = (resume: Snapshot | null): void => {
      if (held.length > 0) for (const reader of this.#readers) reader(held, resume);
    };
    const { query } = this.#context.database;
    this.#told = await eventsSince(query, this.#mission, this.#told, (events) => {
      tell(null);
      held = events;
    });
    tell(this.#told);
  }
}
