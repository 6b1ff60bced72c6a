import { hash } from "node:crypto";
import { denominatorLines, ProblemError } from "@veedor/domain";
import type { AnalysisPlan } from "@veedor/quick-count";
import { DocumentError, readPlan, takeInstants } from "@veedor/quick-count";
import { canonicalJson } from "@veedor/transparency-log";
import type { FrameVersion } from "../frames/index.ts";
import type { MissionContest } from "../missions/index.ts";

/** Takes of one evening; more would be a slip of the pen in `everyMinutes`. */
const MOST_TAKES = 2_000;

/**
 * Reads the document of an analysis plan.
 *
 * @throws {ProblemError} `plan-malformed` with the first place that is wrong
 */
export function parsedPlan(document: string): AnalysisPlan {
  try {
    return readPlan("plan", document);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const [issue] = error.issues;
    const fault = (issue?.code ?? "").replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase());
    const expected = issue?.code === "not-json" ? "" : (issue?.expected ?? "");
    throw new ProblemError("plan-malformed", { path: issue?.path ?? "", fault, expected });
  }
}

/** SHA-256 of the plan's canonical JSON with all defaults filled in (`docs/method/analysis-plan.md`). */
export function hashOfPlan(plan: AnalysisPlan): string {
  return hash("sha256", canonicalJson(plan));
}

/**
 * Holds a plan against the contest's sheet and the frame: what it divides by and the columns that it names must be
 * there, or the evening would find out.
 *
 * @throws {ProblemError} `plan-does-not-fit`, `plan-takes-impossible`
 */
export function requireFit(
  plan: AnalysisPlan,
  { contest }: MissionContest,
  frame: Pick<FrameVersion, "areaLevels" | "attributeNames"> | null,
): void {
  const doesNotFit = (path: string, subject: string): never => {
    throw new ProblemError("plan-does-not-fit", { path, subject });
  };
  const { denominator, takes, watch, postStrata, collapse } = plan;
  if (denominatorLines(contest, denominator).length === 0) doesNotFit("denominator", denominator);
  const isBackwards = Date.parse(takes.last) < Date.parse(takes.first);
  if (isBackwards || takeInstants(plan).length > MOST_TAKES)
    throw new ProblemError("plan-takes-impossible", { most: MOST_TAKES });
  if (frame === null) return;
  const known = new Set([...frame.areaLevels, ...frame.attributeNames, "centre"]);
  const named: (readonly [path: string, columns: readonly string[]])[] = [
    ["watch", watch],
    ["postStrata.columns", postStrata?.columns ?? []],
    ["collapse.region", collapse.rule === "neighbour" && collapse.region !== null ? [collapse.region] : []],
  ];
  for (const [path, columns] of named) {
    const other = columns.find((column) => !known.has(column));
    if (other !== undefined) doesNotFit(path, other);
  }
}
