import type { CheckCode } from "@veedor/domain";
import { CHECKS, defineContest, DomainError } from "@veedor/domain";
import { ENCODINGS } from "./encoding.ts";
import { FileProblem } from "./file-problem.ts";
import type { Mapping } from "./mapping.ts";
import { SOFTENINGS } from "./mapping.ts";
import { THOUSANDS } from "./numbers.ts";
import { DELIMITERS } from "./table-shape.ts";

/** A check of one JSON value: calls `fail` with what is expected there. */
type Shape = (value: unknown, path: string, fail: Fail) => void;
type Fail = (path: string, expected: string) => never;

const text: Shape = (value, path, fail) => {
  if (typeof value !== "string" || value === "") fail(path, "text that is not empty");
};
const anyText: Shape = (value, path, fail) => {
  if (typeof value !== "string") fail(path, "text");
};
const count = (low: number): Shape => (value, path, fail) => {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low) fail(path, `a whole number from ${low}`);
};
const oneOf = (words: readonly string[]): Shape => (value, path, fail) => {
  if (!words.some((word) => word === value)) fail(path, words.map((word) => JSON.stringify(word)).join(" | "));
};
const listOf = (item: Shape, least = 0): Shape => (value, path, fail) => {
  if (!Array.isArray(value) || value.length < least) return fail(path, `a list [ … ] of at least ${least}`);
  value.forEach((one, i) => { item(one, `${path}[${i}]`, fail); });
};
const object = (required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape => (value, path, fail) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fail(path, "an object { … }");
  const all = new Map(Object.entries({ ...required, ...optional }));
  const given = new Map<string, unknown>(Object.entries(value));
  for (const [key, one] of given) {
    const shape = all.get(key);
    if (shape === undefined) return fail(`${path}.${key}`, `no such key; known: ${[...all.keys()].join(", ")}`);
    shape(one, `${path}.${key}`, fail);
  }
  for (const key of Object.keys(required)) if (!given.has(key)) fail(`${path}.${key}`, "a value: the key is missing");
};
const softenings: Shape = (value, path, fail) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fail(path, "an object { … }");
  for (const [code, softening] of Object.entries(value)) {
    const known = Object.keys(CHECKS).find((one): one is CheckCode => one === code);
    if (known === undefined || CHECKS[known].severity !== "error") fail(`${path}.${code}`, "the code of an error check");
    // What could not be read cannot be kept, so those lines can only be left out.
    const keepable = ["sum-above-total", "unknown-area", "unknown-station"].includes(code);
    oneOf(code === "duplicate-station" ? SOFTENINGS.slice(1) : keepable ? ["keep", "leave-out"] : ["leave-out"])(softening, `${path}.${code}`, fail);
  }
};

const part = object({ column: text }, { split: text, part: count(0) });
const filters = listOf(object({ column: text, values: listOf(anyText, 1) }));
const mappedLine = object({ code: text, role: text, column: text }, { name: text });
const MAPPING = object(
  {
    format: oneOf(["veedor-mapping/1"]),
    purpose: oneOf(["frame", "results"]),
    station: object({ columns: listOf(text, 1), separator: anyText }),
  },
  {
    file: object({}, { entry: text, encoding: oneOf(ENCODINGS), delimiter: oneOf(DELIMITERS), heading: count(1) }),
    thousands: oneOf(THOUSANDS),
    formerCode: part,
    areas: listOf(object({ level: text, from: part })),
    registered: text,
    centre: part,
    attributes: listOf(object({ name: text, from: part })),
    abroad: object({ column: text, home: text }),
    only: filters,
    except: filters,
    contest: object({ code: text, lines: listOf(mappedLine, 1) }, { name: text }),
    accept: softenings,
  },
);

/**
 * Reads a saved mapping strictly: unknown keys, missing keys and wrong values are refused with their path.
 *
 * @throws {FileProblem} `mapping-invalid` with `path` and `expected`
 */
export function parseMapping(json: string, file = "mapping"): Mapping {
  const fail: Fail = (path, expected) => {
    throw new FileProblem("mapping-invalid", { file, path, expected });
  };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return fail("$", `JSON (${error instanceof Error ? error.message : ""})`);
  }
  MAPPING(value, "$", fail);
  const mapping = value as Mapping;
  if (mapping.purpose === "results" && mapping.contest === undefined) fail("$.contest", "the contest and its sheet lines");
  try {
    if (mapping.contest !== undefined) defineContest(mapping.contest);
  } catch (error) {
    if (error instanceof DomainError) fail(`$.contest.${error.argument}`, `${error.code}: ${error.received}`);
    throw error;
  }
  return mapping;
}
