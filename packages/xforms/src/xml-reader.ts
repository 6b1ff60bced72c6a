import { SaxesParser, type SaxesTagNS } from "saxes";
import { decodeUtf8 } from "./utf8.ts";
import { type Place, WHOLE, XFormError } from "./xform-error.ts";

/**
 * How much of a document is read before it is refused.
 *
 * @property bytes of the whole document
 * @property depth of nested elements
 * @property elements, attributes in the whole document
 * @property name in UTF-16 code units, of an element or attribute with its prefix
 * @property text in UTF-16 code units: one attribute's value, or one element's text in a piece
 */
export type XmlLimits = {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
  readonly name: number;
  readonly text: number;
};

/** One element as it opens. Attributes are a map: their names come from outside. */
export type OpenedElement = {
  readonly name: string;
  readonly namespace: string;
  /** Value by local name; of those in a namespace, by `{namespace}local`. */
  readonly attributes: ReadonlyMap<string, string>;
};

/** What a reader of XML is told, in document order; `place` asks where the reader stands now. */
export type XmlHandler = {
  readonly open: (element: OpenedElement, place: () => Place) => void;
  readonly text: (text: string, place: () => Place) => void;
  readonly close: (place: () => Place) => void;
};

const XMLNS = "http://www.w3.org/2000/xmlns/";
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/**
 * Reads XML 1.0 with namespaces from bytes that may be hostile: UTF-8 only, no document type (so no entities beyond
 * the five, none external), no processing instructions, nothing after the root, and within limits, which act before
 * more is read.
 *
 * @throws {XFormError} and whatever the handler throws
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits, handler: XmlHandler): void {
  if (bytes.byteLength > limits.bytes) throw new XFormError("too-large", WHOLE);
  const text = decodeUtf8(bytes);
  const parser = new SaxesParser({ xmlns: true });
  const place = (): Place => ({ line: parser.line, column: parser.columnIndex + 1 });
  const guard = new Guard(limits, place);
  parser.on("error", (error) => {
    throw new XFormError("not-well-formed", place(), error.message.replace(/^\d+:\d+: /, ""));
  });
  parser.on("xmldecl", ({ version, encoding }) => {
    if (version !== "1.0") throw new XFormError("not-well-formed", place(), `version ${version ?? ""}`);
    if (encoding !== undefined && encoding.toLowerCase() !== "utf-8")
      throw new XFormError("other-encoding", place(), encoding);
  });
  parser.on("doctype", () => {
    throw new XFormError("doctype-refused", place());
  });
  parser.on("processinginstruction", ({ target }) => {
    throw new XFormError("instruction-refused", place(), target);
  });
  parser.on("opentagstart", ({ name }) => guard.element(name));
  parser.on("attribute", ({ name, value }) => guard.attribute(name, value));
  parser.on("opentag", (tag) => {
    handler.open({ name: tag.local, namespace: tag.uri, attributes: attributesOf(tag) }, place);
  });
  const takeText = (piece: string): void => {
    guard.text(piece);
    handler.text(piece, place);
  };
  parser.on("text", takeText);
  parser.on("cdata", takeText);
  parser.on("closetag", () => {
    guard.close();
    handler.close(place);
  });
  parser.write(text).close();
}

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  let found: Map<string, string> | null = null;
  for (const name of Object.keys(tag.attributes)) {
    const attribute = tag.attributes[name];
    if (attribute === undefined || attribute.uri === XMLNS) continue;
    found ??= new Map();
    found.set(
      attribute.uri === "" ? attribute.local : `{${attribute.uri}}${attribute.local}`,
      attribute.value,
    );
  }
  return found ?? NO_ATTRIBUTES;
}

/** Counts what has been read and stops at the limits. */
class Guard {
  readonly #limits: XmlLimits;
  readonly #place: () => Place;
  #depth = 0;
  #elements = 0;
  #attributes = 0;

  constructor(limits: XmlLimits, place: () => Place) {
    this.#limits = limits;
    this.#place = place;
  }

  element(name: string): void {
    if (++this.#depth > this.#limits.depth) throw new XFormError("too-deep", this.#place());
    if (++this.#elements > this.#limits.elements) throw new XFormError("too-many-elements", this.#place());
    this.#name(name);
  }

  close(): void {
    this.#depth--;
  }

  attribute(name: string, value: string): void {
    if (++this.#attributes > this.#limits.attributes)
      throw new XFormError("too-many-attributes", this.#place());
    this.#name(name);
    this.text(value);
  }

  text(text: string): void {
    if (text.length > this.#limits.text) throw new XFormError("text-too-long", this.#place());
  }

  #name(name: string): void {
    if (name.length > this.#limits.name) throw new XFormError("name-too-long", this.#place());
  }
}
