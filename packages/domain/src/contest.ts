import { DomainError } from "./domain-error.ts";
import type { ContestCode, LineCode } from "./identifiers.ts";
import { readCode } from "./identifiers.ts";

/**
 * What a line of a tally sheet counts. Authorities print different sheets: Costa Rica merges blank and null,
 * Uruguay counts challenged ballots apart, some give no total.
 */
export const SHEET_LINE_ROLES = [
  "choice",
  "blank",
  "null",
  "blankAndNull",
  "total",
  "ballotsReceived",
  "unused",
  "challenged",
  "other",
] as const;
export type SheetLineRole = (typeof SHEET_LINE_ROLES)[number];

/** Roles whose lines are votes cast; the `total` line, where printed, is their sum. */
export const VOTE_ROLES: readonly SheetLineRole[] = ["choice", "blank", "null", "blankAndNull", "challenged"];

/** One declared line of a contest's tally sheet. */
export type SheetLine = { readonly code: LineCode; readonly name: string; readonly role: SheetLineRole };

/** One office or question on the ballot, with the lines of its tally sheet in their printed order. */
export type Contest = {
  readonly code: ContestCode;
  readonly name: string;
  readonly lines: readonly SheetLine[];
};

type ContestInput = {
  readonly code: string;
  readonly name?: string;
  readonly lines: readonly { readonly code: string; readonly name?: string; readonly role: string }[];
};

/**
 * Declares a contest. The result is frozen: once a tally exists, its sheet lines never change, since every
 * stored tally is a row of figures over exactly these lines.
 *
 * @throws {DomainError} `bad-code`, `no-lines`, `no-choice-line`, `duplicate-line`, `unknown-role`
 */
export function defineContest(input: ContestInput): Contest {
  const code = readCode<ContestCode>(input.code);
  if (code === null) throw new DomainError("bad-code", "code", input.code);
  if (input.lines.length === 0) throw new DomainError("no-lines", "lines", "[]");
  const seen = new Set<string>();
  const lines = input.lines.map((line, i): SheetLine => {
    const lineCode = readCode<LineCode>(line.code);
    if (lineCode === null) throw new DomainError("bad-code", `lines[${i}].code`, line.code);
    if (seen.has(lineCode)) throw new DomainError("duplicate-line", `lines[${i}].code`, lineCode);
    seen.add(lineCode);
    const role = SHEET_LINE_ROLES.find((known) => known === line.role);
    if (role === undefined) throw new DomainError("unknown-role", `lines[${i}].role`, line.role);
    return Object.freeze({ code: lineCode, name: line.name ?? line.code, role });
  });
  if (!lines.some((line) => line.role === "choice")) throw new DomainError("no-choice-line", "lines", code);
  return Object.freeze({ code, name: input.name ?? input.code, lines: Object.freeze(lines) });
}

/** Positions, in the contest's lines, of those that have one of the roles. */
export function linesWithRole(contest: Contest, ...roles: readonly SheetLineRole[]): number[] {
  return contest.lines.flatMap((line, i) => (roles.includes(line.role) ? [i] : []));
}
