import type { PoolClient } from "pg";
import type { Context } from "../../context.ts";
import { NEWS_CHANNEL } from "../change.ts";
import { settleRestoredEvents } from "./events-store.ts";

/** Told of a mission that has news; without a mission, that news may have been missed: look at all. */
export type NewsListener = (mission: string | null) => void;

/** How long to wait before the connection that broke is made again; also how often to look without being told. */
const AGAIN = 1_000;
const LOOK_EVERY = 5_000;

/**
 * One connection of the process on which the database tells what any process has committed. While it is broken
 * nothing is lost: listeners are told to look when it stands again, and every few seconds besides.
 */
export class News {
  readonly #context: Context;
  readonly #listeners = new Set<NewsListener>();
  #client: PoolClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Begins to listen; a database that is away for the moment is asked again. */
  async open(): Promise<void> {
    // Timers of real time: a clock that stands still for a rehearsal must not keep a broken connection broken.
    this.#looking ??= setInterval(() => this.#tell(null), LOOK_EVERY).unref();
    await settleRestoredEvents(this.#context.database.query);
    await this.#connect();
  }

  /** Tells a listener of news until the answer is called. */
  subscribe(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#looking !== null) clearInterval(this.#looking);
    this.#listeners.clear();
    const client = this.#client;
    this.#client = null;
    // Not given back: it would go on being told.
    client?.release(true);
    await Promise.resolve();
  }

  async #connect(): Promise<void> {
    try {
      const client = await this.#context.database.pool.connect();
      if (this.#isClosed) return client.release();
      this.#client = client;
      client.on("notification", ({ channel, payload }) => {
        if (channel === NEWS_CHANNEL) this.#tell(payload ?? null);
      });
      client.on("error", () => this.#broken(client));
      client.on("end", () => this.#broken(client));
      await client.query(`listen ${NEWS_CHANNEL}`);
      this.#tell(null);
    } catch {
      this.#broken(this.#client);
    }
  }

  #broken(client: PoolClient | null): void {
    if (this.#isClosed || this.#timer !== null || client !== this.#client) return;
    this.#client = null;
    client?.release(true);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, AGAIN).unref();
  }

  #tell(mission: string | null): void {
    for (const listener of this.#listeners) listener(mission);
  }
}

const opened = new WeakMap<Context["database"]["pool"], News>();

/** The process's own listener of news. */
export function newsOf(context: Context): News {
  const { pool } = context.database;
  let news = opened.get(pool);
  if (news === undefined) opened.set(pool, (news = new News(context)));
  return news;
}

/** Listens while the server runs. */
export async function listenToNews(context: Context): Promise<() => Promise<void>> {
  const news = newsOf(context);
  await news.open();
  return () => news.close();
}
