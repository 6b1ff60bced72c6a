import { type Place, XFormError } from "./xform-error.ts";

/** A part of every browser and of Node.js; declared here since this package takes no platform's types. */
declare class TextDecoder {
  constructor(label: "utf-8", options: { readonly fatal: boolean; readonly ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const LENIENT = new TextDecoder("utf-8", { fatal: false, ignoreBOM: false });

/**
 * The text of UTF-8 bytes; a byte order mark is left out.
 *
 * @throws {XFormError} `not-utf8` where a byte is no UTF-8: a cut character, a surrogate, an overlong form
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    throw new XFormError("not-utf8", firstReplaced(LENIENT.decode(bytes)));
  }
}

/** Where the first replacement character stands; one that the text really has before is taken for it. */
function firstReplaced(text: string): Place {
  const before = text.slice(0, Math.max(0, text.indexOf("\uFFFD"))).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
