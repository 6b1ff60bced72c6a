import type { ServerResponse } from "node:http";
import { mayDo, type Role } from "@veedor/domain";
import type { Context } from "../../context.ts";
import type { MissionEvent } from "./events-store.ts";
import { eventsSince, presentSnapshot } from "./events-store.ts";
import type { MissionFeed } from "./mission-feed.ts";
import { endOf, isVisible, type Snapshot } from "./snapshot.ts";

/**
 * Bytes that may wait for a reader: for a while, and ever. A reader that is slower is cut off, and comes back where it
 * was; what waits for it stands in the server's memory.
 */
const MUCH_WAITING = 1_000_000;
const MOST_WAITING = 16_000_000;
const A_WHILE = 10_000;
/** Events that may come while a reader catches up. */
const MOST_BUFFERED = 10_000;

/**
 * One open stream: server-sent events (WHATWG HTML, section 9.2) for one reader, who is told what their roles allow.
 */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #ended: (stream: EventStream) => void;
  #roles: readonly Role[];
  #unsubscribe: () => void = () => undefined;
  /** What comes while the reader catches up; `null` once it has. */
  #buffered: { readonly events: readonly MissionEvent[]; readonly resume: Snapshot | null }[] | null = [];
  #isOpen = true;
  #slow: NodeJS.Timeout | null = null;

  constructor(response: ServerResponse, roles: readonly Role[], ended: (stream: EventStream) => void) {
    this.#response = response;
    this.#roles = roles;
    this.#ended = ended;
    response.once("close", () => this.end());
  }

  /** Tells what has come since the reader's last event, then what comes. */
  async begin(context: Context, mission: string, feed: MissionFeed, since: Snapshot | null): Promise<void> {
    const unsubscribe = await feed.subscribe((events, resume) => this.#come(events, resume));
    if (!this.#isOpen) return unsubscribe();
    this.#unsubscribe = unsubscribe;
    const { query } = context.database;
    const present = await presentSnapshot(query);
    let told = present;
    if (since !== null && endOf(since) > endOf(present)) {
      // The reader comes from a database that was restored to an earlier state, or from another one.
      this.#write(`data: ${JSON.stringify({ kind: "start-over" })}\nid: ${present}\n\n`);
    } else if (since !== null) {
      told = await eventsSince(query, mission, since, async (events) => {
        this.#tell(events, null);
        await this.#drained();
      });
    }
    this.#write(`id: ${told}\n\n`);
    const buffered = this.#buffered ?? [];
    this.#buffered = null;
    for (const { events, resume } of buffered)
      this.#tell(
        events.filter(({ xid }) => !isVisible(told, xid)),
        resume,
      );
  }

  /** A sign of life, so that neither proxies nor the reader take the stream for dead. */
  beat(): void {
    this.#write(": \n\n");
  }

  /** What the reader may do has changed. */
  setRoles(roles: readonly Role[]): void {
    this.#roles = roles;
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#unsubscribe();
    if (this.#slow !== null) clearTimeout(this.#slow);
    this.#response.end();
    // A reader that does not read would keep it open.
    setTimeout(() => this.#response.destroy(), 1_000).unref();
    this.#ended(this);
  }

  #come(events: readonly MissionEvent[], resume: Snapshot | null): void {
    if (this.#buffered === null) return this.#tell(events, resume);
    this.#buffered.push({ events, resume });
    if (this.#buffered.length > MOST_BUFFERED) this.end();
  }

  /** @param resume snapshot from which nothing behind the last of these events is missed */
  #tell(events: readonly MissionEvent[], resume: Snapshot | null): void {
    const allowed = events.filter(({ audience }) => mayDo(this.#roles, audience));
    const texts = allowed.map(({ id, kind, at, data }) => {
      const told = { number: id, kind, at: at.toISOString(), data };
      return `data: ${JSON.stringify(told)}\n`;
    });
    const last = texts.pop();
    if (last === undefined) return;
    this.#write([...texts, resume === null ? last : `${last}id: ${resume}\n`].join("\n").concat("\n"));
  }

  #write(text: string): void {
    if (!this.#isOpen) return;
    this.#response.write(text);
    const waiting = this.#response.writableLength;
    if (waiting > MOST_WAITING) this.end();
    else if (waiting > MUCH_WAITING) this.#slow ??= setTimeout(() => this.#lookAgain(), A_WHILE).unref();
  }

  #lookAgain(): void {
    this.#slow = null;
    if (this.#response.writableLength > MUCH_WAITING) this.end();
  }

  #drained(): Promise<void> {
    if (!this.#isOpen || !this.#response.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        this.#response.off("drain", go).off("close", go);
        resolve();
      };
      this.#response.once("drain", go).once("close", go);
    });
  }
}
