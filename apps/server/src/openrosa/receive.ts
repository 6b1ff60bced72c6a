import type { IncomingMessage } from "node:http";
import { INSTANCE_LIMITS, WHOLE, XFormError } from "@veedor/xforms";
import type { ArrivingFile, Attachments, WholeFile } from "../submissions/index.ts";
import { MultipartReader, type PartHead, type PartSink } from "./multipart.ts";
import { RefusedError } from "./refused-error.ts";

/** Largest body of one post. Phones are told less, and spread what is more over several: on a weak network each part
 * that came through is won. */
export const LARGEST_BODY = 100_000_000;
export const LARGEST_BODY_TOLD = 5_000_000;
/** Longest name of an attachment, in UTF-16 code units. */
const LONGEST_NAME = 200;
/** Bytes of a plain field, such as `*isIncomplete*`; its value tells the server nothing that it needs. */
const LARGEST_FIELD = 1_000;

/** A post as it came: the instance, and files that are on disk but not yet in their place. */
export type Received = {
  readonly xml: Buffer;
  readonly files: readonly (WholeFile & { readonly name: string; readonly mediaType: string })[];
  /** Removes the files that have not taken their place. */
  readonly discard: () => Promise<void>;
};

type File = { readonly name: string; readonly mediaType: string; readonly arriving: ArrivingFile };

/**
 * Receives a post while it streams: limits act before more is read, files are hashed and written as they come.
 * Whatever goes wrong, nothing of it stays.
 *
 * @throws {RefusedError}, {MultipartError}, {XFormError}, {ProblemError} `storage-full`
 */
export async function receive(
  request: IncomingMessage,
  boundary: string,
  attachments: Attachments,
): Promise<Received> {
  const sink = new ReceivingSink(attachments);
  try {
    await readBody(request, new MultipartReader(boundary, sink), sink);
    return await sink.done();
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Feeds the body to the reader; ends at the first error, with the rest of the body unread. */
function readBody(request: IncomingMessage, reader: MultipartReader, sink: ReceivingSink): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const stop = (error: unknown): void => {
      request.off("data", take).off("end", end).off("close", dropped).off("error", dropped);
      request.pause();
      reject(error instanceof Error ? error : new Error("refused", { cause: error }));
    };
    const take = (piece: Buffer): void => {
      try {
        bytes += piece.length;
        if (bytes > LARGEST_BODY) throw new RefusedError("body-too-large");
        reader.push(piece);
        const busy = sink.busy();
        if (busy === null) return;
        request.pause();
        busy.then(() => request.resume(), stop);
      } catch (error) {
        stop(error);
      }
    };
    const end = (): void => {
      try {
        reader.finish();
        request.off("close", dropped).off("error", dropped);
        resolve();
      } catch (error) {
        stop(error);
      }
    };
    const dropped = (): void => stop(new RefusedError("connection-dropped"));
    request.on("data", take).on("end", end).on("close", dropped).on("error", dropped);
  });
}

/** Sorts parts: the instance into memory, files to disk, plain fields nowhere. */
class ReceivingSink implements PartSink {
  readonly #attachments: Attachments;
  readonly #xml: Buffer[] = [];
  readonly #files: File[] = [];
  readonly #whole: Promise<WholeFile>[] = [];
  #xmlBytes = -1;
  #fieldBytes = 0;
  #kind: "xml" | "file" | "field" = "field";
  #busy: Promise<void> | null = null;

  constructor(attachments: Attachments) {
    this.#attachments = attachments;
  }

  begin(head: PartHead): void {
    if (head.name === "xml_submission_file") {
      if (this.#xmlBytes >= 0) throw new RefusedError("two-instances");
      this.#kind = "xml";
      this.#xmlBytes = 0;
      return;
    }
    // Something with a media type of its own is a file, even where the name of one was forgotten.
    const isFile = head.filename !== null || !["", "text/plain"].includes(head.mediaType);
    this.#kind = isFile ? "file" : "field";
    this.#fieldBytes = 0;
    if (!isFile) return;
    const name = soundName(head.filename === null || head.filename === "" ? head.name : head.filename);
    if (this.#files.some((file) => file.name === name)) throw new RefusedError("attachment-twice");
    this.#files.push({
      name,
      mediaType: head.mediaType.slice(0, 100),
      arriving: this.#attachments.begin(),
    });
  }

  data(bytes: Buffer): void {
    if (this.#kind === "xml") {
      this.#xmlBytes += bytes.length;
      if (this.#xmlBytes > INSTANCE_LIMITS.bytes) throw new XFormError("too-large", WHOLE);
      this.#xml.push(bytes);
    } else if (this.#kind === "file") {
      this.#attachments.takeRoom(bytes.length);
      this.#busy = this.#files.at(-1)?.arriving.take(bytes) ?? this.#busy;
    } else if ((this.#fieldBytes += bytes.length) > LARGEST_FIELD) throw new RefusedError("field-too-large");
  }

  end(): void {
    const file = this.#files.at(-1);
    if (this.#kind !== "file" || file === undefined) return;
    const whole = file.arriving.finish();
    // It is waited for when the body has ended; until then a failure must not be "unhandled".
    whole.catch(() => undefined);
    this.#whole.push(whole);
  }

  /** What to wait for before more is read; `null` when there is room. */
  busy(): Promise<void> | null {
    const busy = this.#busy;
    this.#busy = null;
    return busy;
  }

  async done(): Promise<Received> {
    if (this.#xmlBytes < 0) throw new RefusedError("no-instance-part");
    const [first = EMPTY, ...more] = this.#xml;
    const xml = more.length === 0 ? first : Buffer.concat(this.#xml);
    const whole = await Promise.all(this.#whole);
    const files = this.#files.flatMap(({ name, mediaType }, i) => {
      const file = whole[i];
      return file === undefined ? [] : [{ ...file, name, mediaType }];
    });
    return { xml, files, discard: () => this.discard() };
  }

  async discard(): Promise<void> {
    await Promise.allSettled(this.#whole);
    for (const { arriving } of this.#files) this.#attachments.giveRoom(await arriving.discard());
  }
}

const EMPTY = Buffer.alloc(0);

/**
 * A name as the instance mentions it. It never becomes a path; one that could be, or that no phone gives, is refused.
 */
function soundName(name: string): string {
  const isSound =
    name.length > 0 &&
    name.length <= LONGEST_NAME &&
    !/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) &&
    name === name.trim() &&
    !/^\.+$/.test(name);
  if (!isSound) throw new RefusedError("attachment-name");
  return name;
}
