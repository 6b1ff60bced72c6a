/** What JSON can hold. `undefined` members are not allowed: a field is there, or it is `null`, or it is not. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A value that has no canonical form. `path` says where, from `$`. */
export class CanonicalFormError extends Error {
  override readonly name = "CanonicalFormError";
  readonly path: string;

  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.path = path;
  }
}

/** Deeper values are refused: no fact has them, and recursion must end. */
const DEEPEST = 64;

/**
 * The canonical text of a JSON value: members sorted by UTF-16 code units, no blanks, numbers and strings as
 * ECMAScript writes them. Its UTF-8 bytes are what is hashed.
 *
 * Source: RFC 8785, JSON Canonicalization Scheme, section 3.2.
 *
 * @throws {CanonicalFormError} for NaN, infinities, lone surrogates, `undefined`, functions, and depth above 64
 */
export function canonicalJson(value: Json): string {
  return written(value, "$", 0);
}

function written(value: Json, path: string, depth: number): string {
  if (depth > DEEPEST) throw new CanonicalFormError(path, `deeper than ${DEEPEST}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new CanonicalFormError(path, "not a finite number");
    return JSON.stringify(value);
  }
  if (typeof value === "string") return quoted(value, path);
  if (typeof value !== "object") throw new CanonicalFormError(path, `${typeof value} is not JSON`);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return `[${items.map((item, i) => written(item, `${path}[${i}]`, depth + 1)).join(",")}]`;
  }
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = members.map(
    ([name, member]) => `${quoted(name, path)}:${written(member, `${path}.${name}`, depth + 1)}`,
  );
  return `{${texts.join(",")}}`;
}

function quoted(text: string, path: string): string {
  if (!text.isWellFormed()) throw new CanonicalFormError(path, "a lone surrogate");
  return JSON.stringify(text);
}
