import { SaxesParser, type SaxesTagNS } from "saxes";
import { decodeUtf8 } from "./utf8.ts";
import { type Place, WHOLE, XFormError, type XFormErrorCode } from "./xform-error.ts";

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
  new StrictParser(limits, handler).write(decodeUtf8(bytes)).close();
}

/** The parser with the limits, and with what it accepts that is not accepted here. */
class StrictParser extends SaxesParser<{ xmlns: true }> {
  readonly limits: XmlLimits;
  readonly handler: XmlHandler;
  readonly place: () => Place;
  depth = 0;
  elements = 0;
  attributes = 0;

  constructor(limits: XmlLimits, handler: XmlHandler) {
    super({ xmlns: true });
    this.limits = limits;
    this.handler = handler;
    this.place = () => ({ line: this.line, column: this.columnIndex + 1 });
    // These the parser calls without itself.
    this.on("error", (error) => this.refuse("not-well-formed", error.message.replace(/^\d+:\d+: /, "")));
    this.on("text", (text) => this.take(text));
    this.on("closetag", () => {
      this.depth--;
      this.handler.close(this.place);
    });
  }

  take(text: string): void {
    if (text.length > this.limits.text) this.refuse("text-too-long");
    this.handler.text(text, this.place);
  }

  refuse(code: XFormErrorCode, detail?: string): never {
    throw new XFormError(code, this.place(), detail);
  }
}

// The other listeners stand on the prototype; the parser calls them with itself as `this`. More than six on each
// parser would make it a slow object, and reading takes four times as long.
const listeners = StrictParser.prototype;
listeners.on("xmldecl", function (this: StrictParser, { version, encoding }) {
  if (version !== "1.0") this.refuse("not-well-formed", `version ${version ?? ""}`);
  if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") this.refuse("other-encoding", encoding);
});
listeners.on("doctype", function (this: StrictParser) {
  this.refuse("doctype-refused");
});
listeners.on("processinginstruction", function (this: StrictParser, { target }) {
  this.refuse("instruction-refused", target);
});
listeners.on("opentagstart", function (this: StrictParser, { name }) {
  if (++this.depth > this.limits.depth) this.refuse("too-deep");
  if (++this.elements > this.limits.elements) this.refuse("too-many-elements");
  if (name.length > this.limits.name) this.refuse("name-too-long");
});
listeners.on("attribute", function (this: StrictParser, { name, value }) {
  if (++this.attributes > this.limits.attributes) this.refuse("too-many-attributes");
  if (name.length > this.limits.name) this.refuse("name-too-long");
  if (value.length > this.limits.text) this.refuse("text-too-long");
});
listeners.on("opentag", function (this: StrictParser, tag) {
  this.handler.open({ name: tag.local, namespace: tag.uri, attributes: attributesOf(tag) }, this.place);
});
listeners.on("cdata", function (this: StrictParser, text) {
  this.take(text);
});

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
