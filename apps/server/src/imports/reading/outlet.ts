import { parentPort } from "node:worker_threads";
import type { ReadingMessage } from "./messages.ts";
import { MOST_UNDER_WAY } from "./messages.ts";

/** Characters of rows that are sent together. */
const PIECE = 128 * 1024;
/** Milliseconds between two words about progress. */
const PULSE = 200;

/** The reading thread's way out: rows in pieces, no more of them than are taken; progress now and then. */
export class Outlet {
  #piece = "";
  #underWay = 0;
  #room: (() => void) | null = null;
  #told = 0;
  #bytes = 0;
  #lines = 0;

  constructor() {
    parentPort?.on("message", () => {
      this.#underWay -= 1;
      this.#room?.();
    });
  }

  send(message: ReadingMessage): void {
    parentPort?.postMessage(message, []);
  }

  /** Takes a row; waits while too much is under way. */
  async row(row: string): Promise<void> {
    this.#piece += row;
    if (this.#piece.length >= PIECE) await this.flush();
  }

  /** Sends the rows that are still held. */
  async flush(): Promise<void> {
    if (this.#piece === "") return;
    const rows = new TextEncoder().encode(this.#piece);
    this.#piece = "";
    while (this.#underWay >= MOST_UNDER_WAY) {
      await new Promise<void>((resolve) => {
        this.#room = resolve;
      });
    }
    this.#underWay += 1;
    parentPort?.postMessage({ kind: "rows", rows } satisfies ReadingMessage, [rows.buffer]);
  }

  /** Notes bytes of the file; each reading of it counts from its beginning. */
  passedBytes(bytes: number): void {
    this.#bytes = bytes;
    this.#tell();
  }

  passedLine(): void {
    this.#lines += 1;
    if (this.#lines % 1024 === 0) this.#tell();
  }

  #tell(): void {
    const now = performance.now();
    if (now - this.#told < PULSE) return;
    this.#told = now;
    this.send({ kind: "progress", bytes: this.#bytes, lines: this.#lines });
  }

  /** Lets the thread end. */
  close(): void {
    parentPort?.close();
  }
}
