import type { CheckCode, DomainErrorCode } from "@veedor/domain";
import { CHECKS, DomainError, defineContest, SHEET_LINE_ROLES } from "@veedor/domain";
import { ENCODINGS } from "./encoding.ts";
import { FileProblem } from "./file-problem.ts";
import type { Mapping } from "./mapping.ts";
import { SOFTENINGS } from "./mapping.ts";
import { THOUSANDS } from "./numbers.ts";
import { DELIMITERS } from "./table-shape.ts";

/** What can be wrong at a place of a mapping; the message `import.mapping-invalid` has a sentence for each. */
export type MappingFault =
  | "notJson"
  | "missing"
  | "unknownKey"
  | "notText"
  | "notWholeNumber"
  | "notOneOf"
  | "notList"
  | "notObject"
  | "notErrorCheck"
  | "badCode"
  | "duplicateLine"
  | "unknownRole"
  | "noChoiceLine";

/** A check of one JSON value: calls `fail` with what is wrong there. */
type Shape = (value: unknown, path: string, fail: Fail) => void;
type Fail = (path: string, fault: MappingFault, expected?: string) => never;

const FAULT_OF_CONTEST: Partial<Record<DomainErrorCode, MappingFault>> = {
  "bad-code": "badCode",
  "duplicate-line": "duplicateLine",
  "unknown-role": "unknownRole",
  "no-choice-line": "noChoiceLine",
};

const text: Shape = (value, path, fail) => {
  if (typeof value !== "string" || value === "") fail(path, "notText");
};
const anyText: Shape = (value, path, fail) => {
  if (typeof value !== "string") fail(path, "notText");
};
const count =
  (low: number): Shape =>
  (value, path, fail) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < low)
      fail(path, "notWholeNumber", String(low));
  };
const oneOf =
  (words: readonly string[]): Shape =>
  (value, path, fail) => {
    if (!words.some((word) => word === value)) {
      fail(path, "notOneOf", words.map((word) => JSON.stringify(word)).join(", "));
    }
  };
const listOf =
  (item: Shape, least = 0): Shape =>
  (value, path, fail) => {
    if (!Array.isArray(value) || value.length < least) {
      fail(path, "notList", String(least));
      return;
    }
    value.forEach((one, i) => {
      item(one, `${path}[${i}]`, fail);
    });
  };
const object =
  (required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape =>
  (value, path, fail) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      fail(path, "notObject");
      return;
    }
    const all = new Map(Object.entries({ ...required, ...optional }));
    const given = new Map<string, unknown>(Object.entries(value));
    for (const [key, one] of given) {
      const shape = all.get(key);
      if (shape === undefined) {
        fail(`${path}.${key}`, "unknownKey", [...all.keys()].join(", "));
        return;
      }
      shape(one, `${path}.${key}`, fail);
    }
    for (const key of Object.keys(required)) if (!given.has(key)) fail(`${path}.${key}`, "missing");
  };
const ERROR_CODES = Object.entries(CHECKS).flatMap(([code, { severity }]) =>
  severity === "error" ? [code] : [],
);
/** What could not be read cannot be kept: such lines can only be left out. */
const KEEPABLE: readonly string[] = ["sum-above-total", "unknown-area", "unknown-station"];
const softeningsOf = (code: CheckCode): readonly string[] => {
  if (code === "duplicate-station") return SOFTENINGS.slice(1);
  return KEEPABLE.includes(code) ? ["keep", "leave-out"] : ["leave-out"];
};
const softenings: Shape = (value, path, fail) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fail(path, "notObject");
    return;
  }
  for (const [code, softening] of Object.entries(value)) {
    const known = Object.keys(CHECKS).find((one): one is CheckCode => one === code);
    if (known === undefined || CHECKS[known].severity !== "error") {
      {
        fail(`${path}.${code}`, "notErrorCheck", ERROR_CODES.join(", "));
        return;
      }
    }
    oneOf(softeningsOf(known))(softening, `${path}.${code}`, fail);
  }
};

const part = object({ column: text }, { split: text, part: count(0) });
const filters = listOf(object({ column: text, values: listOf(anyText, 1) }));
const mappedLine = object({ code: text, role: oneOf(SHEET_LINE_ROLES), column: text }, { name: text });
const MAPPING = object(
  {
    format: oneOf(["veedor-mapping/1"]),
    purpose: oneOf(["frame", "results"]),
    station: object({ columns: listOf(text, 1), separator: anyText }),
  },
  {
    file: object(
      {},
      { entry: text, encoding: oneOf(ENCODINGS), delimiter: oneOf(DELIMITERS), heading: count(1) },
    ),
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
 * @throws {FileProblem} `mapping-invalid` with `path` (`$.contest.lines[2].role`), `fault` (a {@link MappingFault})
 *   and `expected`
 */
export function parseMapping(json: string, file = "mapping"): Mapping {
  const fail: Fail = (path, fault, expected = "") => {
    throw new FileProblem("mapping-invalid", { file, path, fault, expected });
  };
  let value: unknown;
  try {
    // Editors on Windows put a byte order mark before the text.
    value = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch {
    return fail("$", "notJson");
  }
  MAPPING(value, "$", fail);
  const mapping = value as Mapping;
  if (mapping.purpose === "results" && mapping.contest === undefined) fail("$.contest", "missing");
  try {
    if (mapping.contest !== undefined) defineContest(mapping.contest);
  } catch (error) {
    const fault = error instanceof DomainError ? FAULT_OF_CONTEST[error.code] : undefined;
    if (error instanceof DomainError && fault !== undefined)
      fail(`$.contest.${error.argument}`, fault, error.received);
    throw error;
  }
  return mapping;
}
