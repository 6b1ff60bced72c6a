/** Why a multipart body is refused. */
export type MultipartErrorCode =
  | "bad-multipart"
  | "cut-short"
  | "too-many-parts"
  | "part-head-too-large"
  | "part-without-name";

/** A body that is not multipart/form-data as RFC 7578 describes it, or beyond the limits. */
export class MultipartError extends Error {
  override readonly name = "MultipartError";
  readonly code: MultipartErrorCode;

  constructor(code: MultipartErrorCode) {
    super(code);
    this.code = code;
  }
}

/**
 * What stands above a part.
 *
 * @property filename `null` where the part is no file
 * @property mediaType in small letters, without parameters
 */
export type PartHead = {
  readonly name: string;
  readonly filename: string | null;
  readonly mediaType: string;
};

/** What a reader is told, in order: a part, its bytes, its end. */
export type PartSink = {
  readonly begin: (head: PartHead) => void;
  readonly data: (bytes: Buffer) => void;
  readonly end: () => void;
};

const MOST_PARTS = 200;
const LARGEST_HEAD = 4_096;
/** RFC 2046, section 5.1.1: at most 70 characters, not ending in a blank. */
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

/**
 * The boundary that a content type names; `null` where it is not multipart/form-data or has no sound one.
 */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/form-data[ \t]*;/i.test(contentType)) return null;
  const [, quoted, plain] = /;[ \t]*boundary=(?:"([^"]*)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? "";
  return BOUNDARY.test(boundary) ? boundary : null;
}

/**
 * Reads multipart/form-data as it comes, in pieces of any size. Strict: a part that cannot be understood refuses the
 * whole body, since a photo that is silently left out would be a photo lost.
 *
 * Sources: RFC 7578; RFC 2046, section 5.1.
 */
export class MultipartReader {
  readonly #delimiter: Buffer;
  readonly #sink: PartSink;
  /** Before the first delimiter there is no part, and nothing may stand there. */
  #state: "behind" | "head" | "body" | "over" = "body";
  #isInPart = false;
  #parts = 0;
  #rest: Buffer;

  constructor(boundary: string, sink: PartSink) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    this.#sink = sink;
    // The first delimiter needs no line before it.
    this.#rest = Buffer.from("\r\n");
  }

  /** Takes the next piece. @throws {MultipartError}, and what the sink throws */
  push(piece: Buffer): void {
    let left = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    for (;;) {
      const next = this.#step(left);
      if (next === null) break;
      left = next;
    }
  }

  /** Ends the body. @throws {MultipartError} `cut-short` */
  finish(): void {
    if (this.#state !== "over") throw new MultipartError("cut-short");
  }

  /** @returns what is left after one step, or `null` when more is needed */
  #step(left: Buffer): Buffer | null {
    if (this.#state === "body") return this.#readBody(left);
    if (this.#state === "behind") return this.#readBehindDelimiter(left);
    if (this.#state === "head") return this.#readHead(left);
    // Behind the last delimiter only line ends may come.
    for (const byte of left) if (byte !== 0x0d && byte !== 0x0a) throw new MultipartError("bad-multipart");
    return this.#keep(EMPTY);
  }

  #readBody(left: Buffer): Buffer | null {
    const at = left.indexOf(this.#delimiter);
    const end = at >= 0 ? at : left.length - this.#begunAtEnd(left);
    if (end > 0) {
      if (!this.#isInPart) throw new MultipartError("bad-multipart");
      this.#sink.data(left.subarray(0, end));
    }
    if (at < 0) return this.#keep(left.subarray(end));
    if (this.#isInPart) this.#sink.end();
    this.#isInPart = false;
    this.#state = "behind";
    return left.subarray(at + this.#delimiter.length);
  }

  /** How many bytes at the end may be the beginning of a delimiter, whose other bytes are still to come. */
  #begunAtEnd(left: Buffer): number {
    const most = Math.min(left.length, this.#delimiter.length - 1);
    for (let at = left.indexOf(0x0d, left.length - most); at >= 0; at = left.indexOf(0x0d, at + 1)) {
      const length = left.length - at;
      if (left.compare(this.#delimiter, 0, length, at) === 0) return length;
    }
    return 0;
  }

  #readBehindDelimiter(left: Buffer): Buffer | null {
    if (left.length < 2) return this.#keep(left);
    if (left[0] === 0x2d && left[1] === 0x2d) {
      this.#state = "over";
      return left.subarray(2);
    }
    if (left[0] !== 0x0d || left[1] !== 0x0a) throw new MultipartError("bad-multipart");
    if (++this.#parts > MOST_PARTS) throw new MultipartError("too-many-parts");
    this.#state = "head";
    return left.subarray(2);
  }

  #readHead(left: Buffer): Buffer | null {
    const at = left.indexOf("\r\n\r\n", 0, "latin1");
    if (at < 0 && left.length <= LARGEST_HEAD) return this.#keep(left);
    if (at < 0 || at > LARGEST_HEAD) throw new MultipartError("part-head-too-large");
    this.#sink.begin(readHead(left.subarray(0, at)));
    this.#isInPart = true;
    this.#state = "body";
    return left.subarray(at + 4);
  }

  #keep(rest: Buffer): null {
    this.#rest = rest;
    return null;
  }
}

const EMPTY = Buffer.alloc(0);
const UTF8 = new TextDecoder("utf-8", { fatal: true });
/** A header's name is a token (RFC 9110, section 5.6.2); its value has no control characters. */
const HEADER = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([^\p{Cc}]*)$/u;

function readHead(bytes: Buffer): PartHead {
  const headers = new Map<string, string>();
  for (const line of decoded(bytes).split("\r\n")) {
    const [, name = "", value = ""] = HEADER.exec(line) ?? refuse("bad-multipart");
    if (headers.has(name.toLowerCase())) refuse("bad-multipart");
    headers.set(name.toLowerCase(), value.trim());
  }
  // What is encoded for mail would have to be decoded; nothing that speaks HTTP does it (RFC 7578, section 4.7).
  if (!/^(binary|8bit|7bit)$/i.test(headers.get("content-transfer-encoding") ?? "binary"))
    refuse("bad-multipart");
  const parameters = dispositionParameters(headers.get("content-disposition") ?? refuse("part-without-name"));
  // RFC 7578, section 4.2 forbids the extended form; taken for a plain field, the file would be lost.
  if (parameters.has("filename*") && !parameters.has("filename")) refuse("bad-multipart");
  return {
    name: parameters.get("name") || refuse("part-without-name"),
    filename: parameters.get("filename") ?? null,
    mediaType: (headers.get("content-type")?.split(";")[0] ?? "").trim().toLowerCase(),
  };
}

function decoded(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return refuse("bad-multipart");
  }
}

const PARAMETER = /^;[ \t]*([A-Za-z0-9_*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))[ \t]*/;

/** Parameters of `form-data; name="…"; filename="…"`; each may be there once. */
function dispositionParameters(value: string): Map<string, string> {
  if (!/^form-data[ \t]*(;|$)/i.test(value)) refuse("bad-multipart");
  const found = new Map<string, string>();
  let rest = value.slice("form-data".length).trimStart();
  while (rest !== "") {
    const [whole, name = "", quoted, plain = ""] = PARAMETER.exec(rest) ?? refuse("bad-multipart");
    if (found.has(name.toLowerCase())) refuse("bad-multipart");
    found.set(name.toLowerCase(), quoted?.replaceAll(/\\(["\\])/g, "$1") ?? plain);
    rest = rest.slice(whole.length);
  }
  return found;
}

function refuse(code: MultipartErrorCode): never {
  throw new MultipartError(code);
}
