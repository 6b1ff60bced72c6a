import { createWriteStream } from "node:fs";
import process from "node:process";
import type { ReadingMessage } from "./messages.ts";
import { ROWS } from "./messages.ts";

/** Characters of rows that are written together. */
const PIECE = 128 * 1024;
/** Milliseconds between two words about progress. */
const PULSE = 200;

/**
 * The reading process's way out: rows through a pipe, which makes it wait while the database is slower; everything
 * else as messages to the server.
 */
export class Outlet {
  readonly #rows = createWriteStream("", { fd: ROWS });
  #piece = "";
  #told = 0;
  #bytes = 0;
  #lines = 0;

  send(message: ReadingMessage): Promise<void> {
    return new Promise((resolve) => {
      process.send?.(message, undefined, undefined, () => resolve());
    });
  }

  /** Takes a row; waits while those before it are under way. */
  async row(row: string): Promise<void> {
    this.#piece += row;
    if (this.#piece.length >= PIECE) await this.flush();
  }

  flush(): Promise<void> {
    const piece = this.#piece;
    this.#piece = "";
    return new Promise((resolve) => {
      this.#rows.write(piece, () => resolve());
    });
  }

  /** Writes the rows that are still held, and says that there are no more. */
  async endRows(): Promise<void> {
    await this.flush();
    await new Promise<void>((resolve) => {
      this.#rows.end(() => resolve());
    });
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
    void this.send({ kind: "progress", bytes: this.#bytes, lines: this.#lines });
  }
}
