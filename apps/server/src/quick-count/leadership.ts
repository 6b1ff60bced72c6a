import type { PoolClient } from "pg";
import type { Database } from "../database/database.ts";

/** Names the lock; any number would do that no other lock of ours has. */
const LOCK = 8_642_101;

/** Milliseconds between attempts to take over. */
const TRY_EVERY = 1_500;

/**
 * Of several processes on one database, one leads: it holds a lock of the database on a connection of its own. When
 * it dies the database lets the lock go, and another takes it.
 */
export class Leadership {
  readonly #database: Database;
  readonly #changed: (leads: boolean) => void;
  #client: PoolClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(database: Database, changed: (leads: boolean) => void) {
    this.#database = database;
    this.#changed = changed;
  }

  get leads(): boolean {
    return this.#client !== null;
  }

  /** Takes the lock, or waits for it. */
  async seek(): Promise<void> {
    if (this.#isClosed || this.leads) return;
    try {
      const client = await this.#database.pool.connect();
      if (await isTaken(client, this.#isClosed)) {
        this.#client = client;
        client.on("error", () => this.#lost(client));
        client.on("end", () => this.#lost(client));
        this.#changed(true);
        return;
      }
      client.release();
    } catch {
      // The database is away; later.
    }
    this.#later();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    // Ending the connection lets the lock go.
    client?.release(true);
    await Promise.resolve();
  }

  #lost(client: PoolClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.release(true);
    this.#changed(false);
    this.#later();
  }

  #later(): void {
    if (this.#isClosed || this.#timer !== null) return;
    // Real time: a clock that stands still for a rehearsal must not keep a process from taking over.
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.seek();
    }, TRY_EVERY).unref();
  }
}

async function isTaken(client: PoolClient, isClosed: boolean): Promise<boolean> {
  if (isClosed) return false;
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [LOCK]);
  const taken = rows[0]?.taken ?? false;
  // A machine that vanished without a word lets the lock go after half a minute, and not after two hours.
  if (taken)
    await client.query(
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4",
    );
  return taken;
}
