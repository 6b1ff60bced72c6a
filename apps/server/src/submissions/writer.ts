import { ProblemError } from "@veedor/domain";
import type { PoolClient } from "pg";
import type { Context } from "../context.ts";
import { faultOf } from "../database/database-faults.ts";
import { queryOn } from "../database/query-on.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { DeviceActor } from "../people/index.ts";
import { PATIENCE, storeEntries } from "./batch-store.ts";
import type { Entry, GivenSubmission, Outcome } from "./given.ts";
import { settle } from "./settle.ts";
import { takeTallies } from "./take-tallies.ts";

/** Submissions that one transaction takes at most: more would let those at the end wait. */
const LARGEST_BATCH = 128;
/** Bytes of reports that it takes at most, beside a first one of any size. */
const LARGEST_BATCH_BYTES = 2_000_000;
/** Submissions, and bytes of theirs, that may wait; beyond it phones are told to come back: memory stays flat. */
const LONGEST_QUEUE = 4_000;
const LARGEST_QUEUE_BYTES = 50_000_000;
/** Submissions that were there already and are settled at once, beside the batches of new ones. */
const SETTLERS = 3;
/** How often a batch is tried again that the database could not serialize. */
const TRIES = 4;

type Waiting = {
  readonly entry: Entry;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Group commit: submissions queue, and all that wait go into one transaction. While its commit is on the way to the
 * disk the next batch gathers; nobody is answered before the commit that holds theirs. One batch at a time in each
 * process: a second one beside it would make both smaller, and was measured to be a fifth slower.
 */
export class SubmissionWriter {
  readonly #context: Context;
  readonly #isDirect: boolean;
  #queue: Waiting[] = [];
  #bytes = 0;
  #isWriting = false;
  readonly #known: Waiting[] = [];
  #settlers = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#isDirect = context.configuration.databaseUrl === null;
  }

  async submit(device: DeviceActor, given: GivenSubmission): Promise<Outcome> {
    if (this.#queue.length + this.#known.length >= LONGEST_QUEUE || this.#bytes >= LARGEST_QUEUE_BYTES)
      throw new ProblemError("not-ready");
    const now = this.#context.clock.now();
    const entry: Entry = { ...given, device, id: newIdentifier(now), receivedAt: new Date(now) };
    this.#bytes += given.xml.length;
    try {
      return await new Promise((resolve, reject) => {
        this.#queue.push({ entry, resolve, reject });
        if (!this.#isWriting) void this.#write();
      });
    } finally {
      this.#bytes -= given.xml.length;
    }
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    try {
      while (this.#queue.length > 0) await this.#writeBatch(this.#queue.splice(0, this.#nextBatch()));
    } finally {
      this.#isWriting = false;
    }
  }

  /** How many of those that wait go into the next batch. */
  #nextBatch(): number {
    let bytes = 0;
    for (const [i, { entry }] of this.#queue.entries()) {
      bytes += entry.xml.length;
      if (i === LARGEST_BATCH || (i > 0 && bytes > LARGEST_BATCH_BYTES)) return i;
    }
    return this.#queue.length;
  }

  /** Stores what is new in one transaction; the rest is settled beside the next ones. Never rejects. */
  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    const leaders = new Map<string, Waiting>();
    const others: Waiting[] = [];
    for (const waiting of batch) {
      const key = `${waiting.entry.device.mission} ${waiting.entry.instanceId}`;
      if (leaders.has(key)) others.push(waiting);
      else leaders.set(key, waiting);
    }
    this.#known.push(...(await this.#storeOrReject([...leaders.values()])), ...others);
    while (this.#settlers < SETTLERS && this.#settlers < this.#known.length) void this.#settle();
  }

  async #settle(): Promise<void> {
    this.#settlers++;
    for (let next = this.#known.shift(); next !== undefined; next = this.#known.shift()) {
      const { entry, resolve, reject } = next;
      await settle(this.#context, entry).then(resolve, (error: unknown) => reject(problemOf(error)));
    }
    this.#settlers--;
  }

  /** @returns those whose identifier was there already */
  async #storeOrReject(batch: readonly Waiting[], tries = TRIES): Promise<Waiting[]> {
    try {
      const stored = await this.#store(batch.map(({ entry }) => entry));
      const rest: Waiting[] = [];
      for (const waiting of batch) {
        if (stored.has(waiting.entry.id)) waiting.resolve("stored");
        else rest.push(waiting);
      }
      return rest;
    } catch (error) {
      return this.#afterFailure(batch, error, tries);
    }
  }

  /** Nothing of the batch was stored. One that the database will never take must not take the others with it. */
  async #afterFailure(batch: readonly Waiting[], error: unknown, tries: number): Promise<Waiting[]> {
    const fault = faultOf(error);
    if (fault === "collision" && tries > 1) return this.#storeOrReject(batch, tries - 1);
    if (fault === "content" && batch.length > 1) {
      const half = batch.length >> 1;
      const first = await this.#storeOrReject(batch.slice(0, half), tries);
      return [...first, ...(await this.#storeOrReject(batch.slice(half), tries))];
    }
    for (const { reject } of batch) reject(problemOf(error));
    return [];
  }

  async #store(entries: readonly Entry[]): Promise<ReadonlySet<string>> {
    const client = await this.#context.database.pool.connect();
    let failure: unknown = null;
    try {
      return entries.some(({ tally }) => tally !== null)
        ? await this.#storeWithTallies(client, entries)
        : await storeEntries(client, entries, this.#isDirect);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // A connection that broke is thrown away; the pool makes another.
      client.release(failure !== null && faultOf(failure) === "unreachable");
    }
  }

  async #storeWithTallies(client: PoolClient, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
    await client.query({ text: "begin", ...PATIENCE });
    try {
      const stored = await storeEntries(client, entries, this.#isDirect);
      await takeTallies(
        queryOn(client),
        new Date(this.#context.clock.now()),
        entries.filter(({ id }) => stored.has(id)),
      );
      await client.query({ text: "commit", ...PATIENCE });
      return stored;
    } catch (error) {
      await client.query({ text: "rollback", ...PATIENCE }).catch(() => undefined);
      throw error;
    }
  }
}

/** What the phone is told: problems as they are; a database that is away is "not ready"; the rest is a bug. */
function problemOf(error: unknown): unknown {
  if (error instanceof ProblemError) return error;
  return faultOf(error) === "content" ? error : new ProblemError("not-ready", {}, error);
}
