import type { z } from "zod";

/**
 * What is wrong in a JSON document that people write (analysis plan, manifest).
 *
 * @property path where, as `takes.everyMinutes`; empty for the whole document
 * @property code what: `not-json`, `missing`, `unknown-key`, `wrong-type`, `out-of-range`, `unknown-word`, `malformed`
 * @property expected what would be right, as the schema names it
 */
export type DocumentIssue = {
  readonly path: string;
  readonly code:
    | "not-json"
    | "missing"
    | "unknown-key"
    | "wrong-type"
    | "out-of-range"
    | "unknown-word"
    | "malformed";
  readonly expected: string;
};

/** A JSON document that breaks its schema, with every issue found. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly document: string;
  readonly issues: readonly DocumentIssue[];

  constructor(document: string, issues: readonly DocumentIssue[]) {
    super(
      `${document}: ${issues.map((issue) => `${issue.path} ${issue.code} ${issue.expected}`).join("; ")}`,
    );
    this.document = document;
    this.issues = issues;
  }
}

/** Longest document read, in UTF-16 units. */
const LONGEST_DOCUMENT = 4_000_000;

/**
 * Reads a JSON text by a schema that allows no unknown keys.
 *
 * @param document what the text is called in errors, usually its file name
 * @throws {DocumentError} with every issue
 */
export function readStrictly<Schema extends z.ZodType>(
  document: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  if (text.length > LONGEST_DOCUMENT) {
    throw new DocumentError(document, [{ path: "", code: "out-of-range", expected: `${LONGEST_DOCUMENT}` }]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const expected = error instanceof Error ? error.message : "JSON";
    throw new DocumentError(document, [{ path: "", code: "not-json", expected }]);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new DocumentError(
    document,
    result.error.issues.flatMap((issue) => issuesOf(issue, value)),
  );
}

function issuesOf(issue: z.core.$ZodIssue, root: unknown): DocumentIssue[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      code: "unknown-key",
      expected: "",
    }));
  }
  const path = pathText(issue.path);
  const isThere = at(root, issue.path) !== undefined;
  if (issue.code === "invalid_type")
    return [{ path, code: isThere ? "wrong-type" : "missing", expected: issue.expected }];
  if (issue.code === "invalid_value") {
    return [{ path, code: isThere ? "unknown-word" : "missing", expected: issue.values.join(", ") }];
  }
  if (issue.code === "too_small") return [{ path, code: "out-of-range", expected: `≥ ${issue.minimum}` }];
  if (issue.code === "too_big") return [{ path, code: "out-of-range", expected: `≤ ${issue.maximum}` }];
  if (issue.code === "invalid_union")
    return [{ path, code: isThere ? "malformed" : "missing", expected: "" }];
  return [{ path, code: "malformed", expected: issue.message }];
}

function at(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key) as unknown;
  }
  return value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`))
    .join("");
}
