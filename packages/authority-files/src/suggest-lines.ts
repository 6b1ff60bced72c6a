import type { SheetLineRole } from "@veedor/domain";
import { VOTE_ROLES } from "@veedor/domain";
import { shareThatAddsUp } from "./column-evidence.ts";
import type { Certainty, SeenColumn, SuggestionReason } from "./suggestion.ts";

/** A column that is probably a sheet line. */
export type SuggestedLine = {
  readonly position: number;
  readonly role: SheetLineRole;
  readonly certainty: Certainty;
  readonly reason: SuggestionReason;
};

const isFigures = ({ evidence, meaning }: SeenColumn): boolean =>
  evidence.counts >= 0.98 && meaning?.use !== "notVotes" && meaning?.use !== "attribute";
const isAnchor = (column: SeenColumn): boolean =>
  !column.taken && isFigures(column) && (column.meaning?.use === "line" || column.meaning?.use === "voters");
/** Nothing but 0 and 1 in thousands of rows marks something; it does not count votes. */
const isFlag = ({ evidence }: SeenColumn): boolean => (evidence.largest ?? 0) <= 1;
const isMostlyEmpty = ({ evidence }: SeenColumn, rows: number): boolean => evidence.filled * 2 < rows;
const SAME_IN_NEARLY_ALL = 0.98;

/**
 * The sheet lines: those that their headings name, and as choices the figures between them and directly beside
 * them. Where no heading names a line, all figures that are left are taken, and called unsure.
 */
export function suggestLines(
  columns: readonly SeenColumn[],
  rows: readonly (readonly string[])[],
): SuggestedLine[] {
  const anchors = columns.flatMap((column, i) => (isAnchor(column) ? [i] : []));
  const choices = choicePositions(columns, anchors, rows.length);
  const lines: SuggestedLine[] = choices.map((position) => ({
    position,
    role: "choice",
    certainty: anchors.length === 0 || isRemainder(columns[position]) ? "unsure" : "likely",
    reason: anchors.length === 0 ? "only-figures" : "lies-between",
  }));
  for (const position of anchors) {
    const meaning = columns[position]?.meaning;
    const role = meaning?.use === "line" ? meaning.role : "other";
    lines.push({ position, role, certainty: role === "other" ? "likely" : "sure", reason: "known-word" });
  }
  lines.sort((a, b) => a.position - b.position);
  return withTotal(lines, columns, rows);
}

/** “Otros” are other parties in one country and null votes with write-ins in another. */
const isRemainder = (column: SeenColumn | undefined): boolean =>
  /\b(otros|outros|others?|autres)\b/i.test(column?.name ?? "");

function choicePositions(columns: readonly SeenColumn[], anchors: readonly number[], rows: number): number[] {
  const isFree = (column: SeenColumn | undefined): column is SeenColumn =>
    column !== undefined && !column.taken && column.meaning === null && isFigures(column);
  const isCandidate = (i: number): boolean => isFree(columns[i]) && !anchors.includes(i);
  const [first, last] = [anchors[0], anchors.at(-1)];
  if (first === undefined || last === undefined) {
    return columns.flatMap((column, i) =>
      isCandidate(i) && !isMostlyEmpty(column, rows) && !isFlag(column) ? [i] : [],
    );
  }
  const found = columns.flatMap((_, i) => (i > first && i < last && isCandidate(i) ? [i] : []));
  for (const [start, step] of [
    [first, -1],
    [last, 1],
  ] as const) {
    // A registered column may stand between the parties and the anchor; anything else ends the run.
    for (let i = start + step; isCandidate(i) || columns[i]?.meaning?.use === "registered"; i += step) {
      const column = columns[i];
      if (column === undefined || isFlag(column) || isMostlyEmpty(column, rows)) break;
      if (isCandidate(i)) found.push(i);
    }
  }
  return found;
}

/**
 * Decides which line is the total of the sheet by adding up. A column of voters is the total only when the parts
 * add up to it; of several named totals the one to which they do. A total to which they do not is called unsure.
 */
function withTotal(
  lines: readonly SuggestedLine[],
  columns: readonly SeenColumn[],
  rows: readonly (readonly string[])[],
): SuggestedLine[] {
  const parts = lines.filter(({ role }) => VOTE_ROLES.includes(role)).map(({ position }) => position);
  const shareOf = ({ position }: SuggestedLine): number => shareThatAddsUp(rows, parts, position) ?? 0;
  const mayBeTotal = (line: SuggestedLine): boolean =>
    line.role === "total" || columns[line.position]?.meaning?.use === "voters";
  const candidates = lines
    .filter(mayBeTotal)
    .map((line) => ({ line, share: shareOf(line), named: line.role === "total" }));
  candidates.sort((a, b) => Number(b.named) - Number(a.named) || b.share - a.share);
  const best = candidates.find(({ named, share }) => named || share >= SAME_IN_NEARLY_ALL);
  const addsUp = best !== undefined && best.share >= SAME_IN_NEARLY_ALL;
  return lines.map((line): SuggestedLine => {
    if (line === best?.line) {
      if (addsUp) return { ...line, role: "total", certainty: "sure", reason: "adds-up" };
      return { ...line, certainty: "unsure", reason: "does-not-add-up" };
    }
    if (mayBeTotal(line)) return { ...line, role: "other", certainty: "likely", reason: "second-candidate" };
    // That everything adds up shows that no choice was missed, and that none is something else.
    return addsUp && line.role === "choice" && line.certainty === "likely"
      ? { ...line, certainty: "sure", reason: "adds-up" }
      : line;
  });
}
