import type { Place } from "./xform-error.ts";
import type { OpenedElement, XmlLimits } from "./xml-reader.ts";
import { readXml } from "./xml-reader.ts";

/** An element of a document that is small enough to be held whole. */
export type XmlElement = OpenedElement & {
  readonly place: Place;
  readonly children: readonly XmlElement[];
  /** The element's own text, without that of its children. */
  readonly text: string;
};

type Growing = OpenedElement & { readonly place: Place; readonly children: Growing[]; text: string };

/**
 * Reads a document as a tree.
 *
 * @throws {XFormError}
 */
export function readXmlTree(bytes: Uint8Array, limits: XmlLimits): XmlElement {
  const open: Growing[] = [];
  let root: Growing | null = null;
  readXml(bytes, limits, {
    open: (element, place) => {
      const grown: Growing = { ...element, place: place(), children: [], text: "" };
      open.at(-1)?.children.push(grown);
      root ??= grown;
      open.push(grown);
    },
    text: (text) => {
      const current = open.at(-1);
      if (current !== undefined) current.text += text;
    },
    close: () => {
      open.pop();
    },
  });
  // A document without a root has been refused.
  return root as unknown as XmlElement;
}

/** The first child with the name and namespace. */
export function childOf(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name && child.namespace === namespace);
}

/** The element and everything in it, in document order. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
  const waiting = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i];
      if (child !== undefined) waiting.push(child);
    }
  }
}
