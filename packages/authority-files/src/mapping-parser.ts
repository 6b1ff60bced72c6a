import type { CheckCode, DomainErrorCode } from "@veedor/domain";
import { CHECKS, DomainError, defineContest, SHEET_LINE_ROLES } from "@veedor/domain";
import { ENCODINGS } from "./encoding.ts";
import { FileProblem } from "./file-problem.ts";
import type { Mapping } from "./mapping.ts";
import { SOFTENINGS } from "./mapping.ts";
import type { Fail, MappingFault } from "./mapping-shapes.ts";
import { anyText, count, entriesOf, listOf, object, oneOf, text } from "./mapping-shapes.ts";
import { THOUSANDS } from "./numbers.ts";
import { DELIMITERS } from "./table-shape.ts";

const FAULT_OF_CONTEST: Partial<Record<DomainErrorCode, MappingFault>> = {
  "bad-code": "badCode",
  "duplicate-line": "duplicateLine",
  "unknown-role": "unknownRole",
  "no-choice-line": "noChoiceLine",
};

/** Errors; and sheets of zeros, which are odd but possible, and in some files mean "not yet counted". */
const ACCEPTABLE: readonly CheckCode[] = Object.keys(CHECKS).filter(
  (code): code is CheckCode =>
    Object.hasOwn(CHECKS, code) && (CHECKS[code as CheckCode].severity === "error" || code === "no-votes"),
);
/** What could not be read cannot be kept: such lines can only be left out. */
const KEEPABLE: readonly string[] = ["sum-above-total", "unknown-area", "unknown-station"];
const softeningsOf = (code: CheckCode): readonly string[] => {
  if (code === "duplicate-station") return SOFTENINGS.slice(1);
  return KEEPABLE.includes(code) ? ["keep", "leave-out"] : ["leave-out"];
};
const softenings = entriesOf((code) => {
  const known = ACCEPTABLE.find((one) => one === code);
  return known === undefined
    ? (_, path, fail) => fail(path, "notErrorCheck", ACCEPTABLE.join(", "))
    : oneOf(softeningsOf(known));
});
/** Texts of the file and the mapping's words for them; both may be empty, as cells may. */
const recoding = entriesOf(() => anyText);

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
    areas: listOf(object({ level: text, from: part }, { values: recoding })),
    registered: text,
    centre: part,
    attributes: listOf(object({ name: text, from: part }, { values: recoding })),
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
