import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { ImportReport } from "@veedor/authority-files";
import type { FileRefusal } from "../tables.ts";
import type { FrameHead, Look, ReadingMessage, ReadingRequest } from "./messages.ts";

/** A file that cannot be read as a whole, with what its sentence needs. */
export class FileRefused extends Error {
  override readonly name = "FileRefused";
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Memory that the thread may take for what JavaScript holds: a frame of a million stations fits. */
const MOST_MEGABYTES = 1024;

/**
 * A file that is being read in a thread of its own: first {@link Reading.head}, then all of {@link Reading.rows}, then
 * {@link Reading.report}. {@link Reading.close} ends the thread, wherever it is.
 */
export class Reading {
  readonly #worker: Worker;
  readonly #messages: NodeJS.AsyncIterator<unknown[]>;
  readonly #file: string;
  readonly #progress: (bytes: number, lines: number) => void;
  #report: ImportReport | null = null;

  constructor(request: ReadingRequest, progress: (bytes: number, lines: number) => void) {
    // From source and as packed, the thread's file stands beside this one.
    const isSource = import.meta.url.endsWith(".ts");
    const path = new URL(isSource ? "./thread.ts" : "./thread.js", import.meta.url);
    this.#worker = new Worker(path, {
      workerData: request,
      execArgv: isSource ? ["--conditions=@veedor/source"] : [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    this.#messages = on(this.#worker, "message", { close: ["exit"] });
    this.#file = request.file.name;
    this.#progress = progress;
  }

  /** @throws {FileRefused}; `null` when there is none: official results, or refused lines */
  async head(): Promise<FrameHead | null> {
    const message = await this.#next();
    if (message.kind === "end") this.#report = message.report;
    return message.kind === "head" ? message.head : null;
  }

  /** The rows in COPY's text format. @throws {FileRefused} */
  async *rows(): AsyncGenerator<Uint8Array> {
    while (this.#report === null) {
      const message = await this.#next();
      if (message.kind === "end") this.#report = message.report;
      if (message.kind !== "rows") continue;
      yield message.rows;
      this.#worker.postMessage("taken", []);
    }
  }

  /** Whether the file has been read to its end. */
  get hasEnded(): boolean {
    return this.#report !== null;
  }

  /** What was found; once the rows have ended. */
  report(): ImportReport {
    if (this.#report === null) throw new Error("the file has not been read to its end");
    return this.#report;
  }

  /** @throws {FileRefused} */
  async look(): Promise<Look> {
    const message = await this.#next();
    if (message.kind !== "looked") throw new Error(`the reading thread told ${message.kind}`);
    return message.look;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #next(): Promise<Exclude<ReadingMessage, { kind: "progress" | "refused" }>> {
    for (;;) {
      const message = await this.#received();
      if (message.kind === "refused") throw new FileRefused(message.problem);
      if (message.kind !== "progress") return message;
      this.#progress(message.bytes, message.lines);
    }
  }

  async #received(): Promise<ReadingMessage> {
    try {
      const { value, done } = await this.#messages.next();
      if (done === true) throw new Error("the reading thread ended early");
      return value[0] as ReadingMessage;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code !== "ERR_WORKER_OUT_OF_MEMORY") throw error;
      throw new FileRefused({ code: "file-too-demanding", parameters: { file: this.#file } });
    }
  }
}
