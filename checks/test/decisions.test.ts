import { expect, test } from "vitest";

import { checkDecisions } from "../structure/decisions.ts";
import { treeWith } from "./small-repository.ts";

const GOOD =
  "# One database\n\n## Decision\nPostgreSQL.\n\n## Alternative that lost\nSQLite: a second dialect.\n";

function messagesFor(files: Record<string, string>): string[] {
  const inFolder = Object.entries(files).map(([name, text]) => [`docs/decisions/${name}`, text]);
  return checkDecisions(treeWith(Object.fromEntries(inFolder) as Record<string, string>)).map(
    ({ message }) => message,
  );
}

test("decisions in order, with their parts, pass; labels may be bold", () => {
  const bold = "# Two\n\n**Decision.** This.\n\n**Alternatives, and why they lost.** That.\n";
  expect(messagesFor({ "0001-one.md": GOOD, "0002-two.md": bold, "README.md": "list" })).toEqual([]);
});

test("a gap and a repeated number are found", () => {
  expect(messagesFor({ "0001-one.md": GOOD, "0003-three.md": GOOD })[0]).toContain(
    "number 2 was expected, 3 found",
  );
  expect(messagesFor({ "0001-one.md": GOOD, "0001-two.md": GOOD })[0]).toContain(
    "number 2 was expected, 1 found",
  );
  expect(messagesFor({ "0002-two.md": GOOD })[0]).toContain("number 1 was expected");
});

test("a missing title, decision or alternative is found, also where the word stands only in the text", () => {
  expect(messagesFor({ "0001-one.md": GOOD.replace("# One", "One") })).toEqual([
    "begin with a title: # What was decided",
  ]);
  expect(messagesFor({ "0001-one.md": GOOD.replace("## Decision", "The decision:") })).toEqual([
    'add the part "## Decision"',
  ]);
  expect(messagesFor({ "0001-one.md": GOOD.replace("## Alternative that lost", "It lost:") })).toEqual([
    'add the part "## Alternative that lost"',
  ]);
});

test("a name out of form is found", () => {
  expect(messagesFor({ "One database.md": GOOD })).toEqual(["name it NNNN-title-in-small-letters.md"]);
});
