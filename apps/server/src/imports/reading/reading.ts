import { type ChildProcess, spawn } from "node:child_process";
import { on } from "node:events";
import process from "node:process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ImportReport } from "@veedor/authority-files";
import type { FileRefusal } from "../tables.ts";
import type { FrameHead, Look, ReadingMessage, ReadingRequest } from "./messages.ts";
import { FILE, ROWS } from "./messages.ts";

/** A file that cannot be read as a whole, with what its sentence needs. */
export class FileRefused extends Error {
  override readonly name = "FileRefused";
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** A fault of the reading process; `stack` says where, without the error's message. */
export class ReadingFailed extends Error {
  override readonly name = "ReadingFailed";
}

/** Memory that the process may take for what JavaScript holds: a frame of a million stations fits. */
const MOST_MEGABYTES = 1024;

/**
 * A file that is being read in a process of its own: first {@link Reading.head}, then all of {@link Reading.rows}, then
 * {@link Reading.report}. {@link Reading.close} ends the process, wherever it is.
 */
export class Reading {
  readonly #child: ChildProcess;
  readonly #rows: Readable;
  readonly #messages: NodeJS.AsyncIterator<unknown[]>;
  readonly #ended: Promise<void>;
  readonly #file: string;
  #report: ImportReport | null = null;

  constructor(request: ReadingRequest, progress: (bytes: number, lines: number) => void) {
    // From source and as packed, the program stands beside this file.
    const isSource = import.meta.url.endsWith(".ts");
    const path = fileURLToPath(new URL(isSource ? "./program.ts" : "./program.js", import.meta.url));
    const words = [
      `--max-old-space-size=${MOST_MEGABYTES}`,
      ...(isSource ? ["--conditions=@veedor/source"] : []),
    ];
    // What it would say on standard error could hold a cell of the file.
    this.#child = spawn(process.execPath, [...words, path], {
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc", request.file.fd, "pipe"],
      serialization: "advanced",
    });
    const pipe: unknown = [...this.#child.stdio][ROWS];
    if (!(pipe instanceof Readable)) throw new Error("no pipe for the rows");
    this.#rows = pipe;
    this.#messages = on(this.#child, "message", { close: ["disconnect"] });
    // Told at once: the other messages wait until they are asked for.
    this.#child.on("message", (message: ReadingMessage) => {
      if (message.kind === "progress") progress(message.bytes, message.lines);
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once("exit", () => resolve());
      this.#child.once("error", () => resolve());
    });
    this.#file = request.file.name;
    this.#child.send({ ...request, file: { ...request.file, fd: FILE } }, () => undefined);
  }

  /** `null` when there is none: official results, or refused lines. @throws {FileRefused} */
  async head(): Promise<FrameHead | null> {
    const message = await this.#next();
    if (message.kind === "end") this.#report = message.report;
    return message.kind === "head" ? message.head : null;
  }

  /** The rows in COPY's text format. @throws {FileRefused} */
  async *rows(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#rows) yield piece as Uint8Array;
    // The pipe ends also when the process does, so its last word counts.
    while (this.#report === null) {
      const message = await this.#next();
      if (message.kind === "end") this.#report = message.report;
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
    if (message.kind !== "looked") throw new Error(`the reading process told ${message.kind}`);
    return message.look;
  }

  /** Ends the process; done once it has gone. */
  async close(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  async #next(): Promise<Exclude<ReadingMessage, { kind: "progress" | "refused" | "failed" }>> {
    for (;;) {
      const message = await this.#received();
      if (message.kind === "refused") throw new FileRefused(message.problem);
      if (message.kind === "failed") throw new ReadingFailed(message.stack);
      if (message.kind !== "progress") return message;
    }
  }

  async #received(): Promise<ReadingMessage> {
    const { value, done } = await this.#messages.next();
    if (done !== true) return value[0] as ReadingMessage;
    // It went without a word: ended by itself for want of memory, or by the system, or by us.
    throw new FileRefused({ code: "file-too-demanding", parameters: { file: this.#file } });
  }
}
