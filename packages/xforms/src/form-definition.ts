import { OPENROSA, XFORMS, XHTML } from "./namespaces.ts";
import { XFormError } from "./xform-error.ts";
import type { XmlLimits } from "./xml-reader.ts";
import type { XmlElement } from "./xml-tree.ts";
import { childOf, readXmlTree, withDescendants } from "./xml-tree.ts";

/** What is accepted of one form definition; lists of thousands of choices fit. */
export const FORM_LIMITS: XmlLimits = {
  bytes: 5_000_000,
  depth: 60,
  elements: 200_000,
  attributes: 400_000,
  name: 250,
  text: 500_000,
};

/** Longest form id and version, in UTF-16 code units. */
export const LONGEST_FORM_ID = 200;

/**
 * A form as its definition states it.
 *
 * @property root local name of the instance's root element
 * @property types type of each bound node by path of local names, without prefix (`int`, `binary` …)
 * @property nodes path of every node of the instance
 * @property media names of files that the form needs beside it: pictures, sounds, lists
 * @property languages names of its translations, the default one first
 * @property submission where and how the form itself asks to be sent; `null` where it asks for nothing
 */
export type FormDefinition = {
  readonly formId: string;
  readonly version: string;
  readonly title: string;
  readonly root: string;
  readonly types: ReadonlyMap<string, string>;
  readonly nodes: ReadonlySet<string>;
  readonly media: readonly string[];
  readonly languages: readonly string[];
  readonly submission: { readonly action: string | null; readonly isEncrypted: boolean } | null;
};

/**
 * Reads an XForm definition.
 *
 * Source: ODK XForms specification, https://getodk.github.io/xforms-spec/.
 *
 * @throws {XFormError} of the XML, or `not-an-xform`, `no-model`, `no-instance`, `no-form-id`, `bad-form-id`,
 *   `no-instance-id` (what it makes could not be told apart), `bind-without-node`
 */
export function readFormDefinition(bytes: Uint8Array, limits: XmlLimits = FORM_LIMITS): FormDefinition {
  const html = readXmlTree(bytes, limits);
  if (html.name !== "html" || html.namespace !== XHTML)
    throw new XFormError("not-an-xform", html.place, html.name);
  const head = childOf(html, XHTML, "head");
  const model = head === undefined ? undefined : childOf(head, XFORMS, "model");
  if (head === undefined || model === undefined) throw new XFormError("no-model", html.place);
  const root = childOf(model, XFORMS, "instance")?.children[0];
  if (root === undefined) throw new XFormError("no-instance", model.place);
  const formId = formIdOf(root);
  const nodes = nodePaths(root);
  if (!nodes.has(`/${root.name}/meta/instanceID`)) throw new XFormError("no-instance-id", root.place);
  const title = childOf(head, XHTML, "title")?.text.trim() ?? "";
  return {
    formId,
    version: versionOf(root),
    title: title === "" ? formId : title,
    root: root.name,
    types: boundTypes(model, root.name, nodes),
    nodes,
    media: mediaNames(html),
    languages: languagesOf(model),
    submission: submissionOf(model),
  };
}

function formIdOf(root: XmlElement): string {
  const id = root.attributes.get("id") ?? (root.namespace === XFORMS ? "" : root.namespace);
  if (id.trim() === "") throw new XFormError("no-form-id", root.place);
  refuseOddName(id, root);
  return id;
}

function versionOf(root: XmlElement): string {
  const version = root.attributes.get("version") ?? root.attributes.get(`{${OPENROSA}}version`) ?? "";
  refuseOddName(version, root);
  return version;
}

function refuseOddName(name: string, at: XmlElement): void {
  if (name.length > LONGEST_FORM_ID || name !== name.trim() || /\p{Cc}/u.test(name))
    throw new XFormError("bad-form-id", at.place, name);
}

function nodePaths(root: XmlElement): Set<string> {
  const paths = new Set<string>();
  const waiting = [{ element: root, path: `/${root.name}` }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    paths.add(next.path);
    for (const child of next.element.children) {
      waiting.push({ element: child, path: `${next.path}/${child.name}` });
    }
  }
  return paths;
}

function boundTypes(model: XmlElement, root: string, nodes: ReadonlySet<string>): Map<string, string> {
  const types = new Map<string, string>();
  for (const bind of model.children) {
    if (bind.name !== "bind" || bind.namespace !== XFORMS) continue;
    const path = pathOf(bind.attributes.get("nodeset") ?? bind.attributes.get("ref") ?? "", root);
    // A bound attribute is not a node of the instance.
    if (path.includes("@")) continue;
    if (!nodes.has(path)) throw new XFormError("bind-without-node", bind.place, path);
    const type = bind.attributes.get("type");
    if (type !== undefined) types.set(path, type.slice(type.indexOf(":") + 1));
  }
  return types;
}

/** A path as forms write it, with the prefixes taken off: `/data/orx:meta/orx:instanceID`. */
function pathOf(nodeset: string, root: string): string {
  const steps = nodeset
    .replaceAll(/\s/g, "")
    .split("/")
    .map((step) => step.slice(step.indexOf(":") + 1));
  return steps[0] === "" ? steps.join("/") : `/${root}/${steps.join("/")}`;
}

const MEDIA = /jr:\/\/(images|audio|video|file|file-csv)\/([^\s"'<>/]+)/g;
const PULLED = /pulldata\(\s*(["'])([^"']+)\1/g;

/** Files that a form names: in its labels, its external lists, and its look-ups in tables. */
function mediaNames(html: XmlElement): string[] {
  const names = new Set<string>();
  for (const { text, attributes } of withDescendants(html)) {
    for (const value of [text, ...attributes.values()]) {
      if (!value.includes("jr://") && !value.includes("pulldata")) continue;
      for (const [, , name = ""] of value.matchAll(MEDIA)) names.add(name);
      for (const [, , name = ""] of value.matchAll(PULLED)) names.add(`${name}.csv`);
    }
  }
  return [...names].sort();
}

function languagesOf(model: XmlElement): string[] {
  const itext = childOf(model, XFORMS, "itext");
  const translations = (itext?.children ?? []).filter(({ name }) => name === "translation");
  const isDefault = (one: XmlElement): boolean => one.attributes.has("default");
  const ordered = [...translations.filter(isDefault), ...translations.filter((one) => !isDefault(one))];
  return ordered.map((one) => one.attributes.get("lang") ?? "");
}

function submissionOf(model: XmlElement): FormDefinition["submission"] {
  const submission = childOf(model, XFORMS, "submission");
  if (submission === undefined) return null;
  return {
    action: submission.attributes.get("action") ?? null,
    isEncrypted: submission.attributes.has("base64RsaPublicKey"),
  };
}
