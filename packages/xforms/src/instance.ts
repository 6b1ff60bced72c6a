import { OPENROSA } from "./namespaces.ts";
import { type Place, WHOLE, XFormError } from "./xform-error.ts";
import type { OpenedElement, XmlLimits } from "./xml-reader.ts";
import { readXml } from "./xml-reader.ts";

/** What is accepted of one submitted instance; the largest questionnaires of the field have a tenth of it. */
export const INSTANCE_LIMITS: XmlLimits = {
  bytes: 1_000_000,
  depth: 60,
  elements: 20_000,
  attributes: 5_000,
  name: 250,
  text: 300_000,
};

/** Longest instance identifier, in UTF-16 code units; `uuid:` and a UUID has 41. */
export const LONGEST_INSTANCE_ID = 200;

/**
 * A filled form as a phone sends it.
 *
 * @property root local name of the root element
 * @property formId the root's `id`, or its namespace where it has none (OpenRosa metadata schema)
 * @property version empty where the instance names none
 * @property values text of each element without children, by path of local names (`/data/group/field`); several
 *   where a group was repeated, in document order
 */
export type FormInstance = {
  readonly root: string;
  readonly formId: string;
  readonly version: string;
  readonly instanceId: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
};

/** An element that is still open. */
type Open = { readonly path: string; text: string; hasChildren: boolean };

/**
 * Reads a submitted instance strictly.
 *
 * @throws {XFormError} of the XML, or `no-form-id`, `no-instance-id`, `bad-instance-id`, `several-instance-ids`
 */
export function readInstance(bytes: Uint8Array, limits: XmlLimits = INSTANCE_LIMITS): FormInstance {
  const reader = new InstanceReader();
  readXml(bytes, limits, {
    open: (element, place) => reader.open(element, place),
    text: (text) => reader.text(text),
    close: (place) => reader.close(place),
  });
  return reader.done();
}

class InstanceReader {
  readonly #open: Open[] = [];
  readonly #values = new Map<string, string[]>();
  #root = "";
  #rootNamespace = "";
  #formId = "";
  #version = "";
  #instanceId: string | null = null;
  /** Path of the root's `meta`, whichever namespace it is in. */
  #meta = "";

  open(element: OpenedElement, place: () => Place): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#readRoot(element, place);
    else parent.hasChildren = true;
    const path = `${parent?.path ?? ""}/${element.name}`;
    const isMeta = this.#open.length === 1 && element.name === "meta";
    if (isMeta && (element.namespace === OPENROSA || element.namespace === this.#rootNamespace))
      this.#meta = path;
    this.#open.push({ path, text: "", hasChildren: false });
  }

  text(text: string): void {
    const current = this.#open.at(-1);
    if (current !== undefined) current.text += text;
  }

  close(place: () => Place): void {
    const closed = this.#open.pop();
    if (closed === undefined || closed.hasChildren) return;
    const known = this.#values.get(closed.path);
    if (known === undefined) this.#values.set(closed.path, [closed.text]);
    else known.push(closed.text);
    const isInMeta = this.#meta !== "" && this.#open.at(-1)?.path === this.#meta;
    if (isInMeta && closed.path === `${this.#meta}/instanceID`) this.#readInstanceId(closed.text, place);
  }

  done(): FormInstance {
    if (this.#instanceId === null) throw new XFormError("no-instance-id", WHOLE);
    return {
      root: this.#root,
      formId: this.#formId,
      version: this.#version,
      instanceId: this.#instanceId,
      values: this.#values,
    };
  }

  #readRoot({ name, namespace, attributes }: OpenedElement, place: () => Place): void {
    this.#root = name;
    this.#rootNamespace = namespace;
    this.#formId = attributes.get("id") ?? namespace;
    this.#version = attributes.get("version") ?? attributes.get(`{${OPENROSA}}version`) ?? "";
    if (this.#formId.trim() === "") throw new XFormError("no-form-id", place());
  }

  #readInstanceId(text: string, place: () => Place): void {
    const id = text.trim();
    if (id === "") throw new XFormError("no-instance-id", place());
    // Control and format characters would make two identifiers that look alike.
    if (id.length > LONGEST_INSTANCE_ID || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(id))
      throw new XFormError("bad-instance-id", place(), id);
    if (this.#instanceId !== null) throw new XFormError("several-instance-ids", place(), id);
    this.#instanceId = id;
  }
}
