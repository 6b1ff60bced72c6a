// Rule `decision`: docs/decisions holds NNNN-title.md, numbered from 0001 without a gap; each has a title (`# …`), a
// heading or bold label with the word "decision", and one that names what lost ("alternative", "lost", "rejected").
// A README.md may stand beside them.
import { posix } from "node:path";

import type { Finding } from "./finding.ts";
import type { Tree } from "./tree.ts";

const FOLDER = "docs/decisions";
const LABEL = /^(?:#{2,6}\s+(.*)|\*\*(.+?)\*\*.*|-\s+\*\*(.+?)\*\*.*)$/;

/** Every decision that is misnamed, out of number, or lacks a part. */
export function checkDecisions(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  const paths = tree.files.filter((path) => posix.dirname(path) === FOLDER && path.endsWith(".md"));
  const numbers: number[] = [];
  for (const path of paths) {
    if (posix.basename(path) === "README.md") continue;
    const tell = (message: string): void => {
      findings.push({ rule: "decision", path, line: null, message });
    };
    const number = /^(\d{4})-[a-z0-9-]+\.md$/.exec(posix.basename(path))?.[1];
    if (number === undefined) tell("name it NNNN-title-in-small-letters.md");
    else numbers.push(Number(number));
    for (const missing of missingParts(tree.text(path))) tell(missing);
  }
  return [...findings, ...gaps(numbers)];
}

function missingParts(text: string): string[] {
  const lines = text.split("\n");
  const labels = lines.map((line) => LABEL.exec(line)?.slice(1).join(" ") ?? "").join("\n");
  const missing: string[] = [];
  if (!/^# \S/.test(lines[0] ?? "")) missing.push("begin with a title: # What was decided");
  if (!/\bdecision\b|\bdecided\b/i.test(labels)) missing.push('add the part "## Decision"');
  if (!/alternative|\blost\b|\brejected\b/i.test(labels))
    missing.push('add the part "## Alternative that lost"');
  return missing;
}

function gaps(numbers: readonly number[]): Finding[] {
  return numbers
    .toSorted((a, b) => a - b)
    .flatMap((number, i) => {
      if (number === i + 1) return [];
      const message = `number ${i + 1} was expected, ${number} found: decisions are numbered without gap or repetition`;
      return [{ rule: "decision", path: FOLDER, line: null, message }];
    })
    .slice(0, 1);
}
