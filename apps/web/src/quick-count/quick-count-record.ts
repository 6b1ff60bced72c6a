import type { AnalysisPlan, Take } from "@veedor/quick-count";

/**
 * What the server holds of a contest's quick count.
 *
 * @property takes in the order in which they were made
 * @property choices in the order of the tally sheet, which is that of a take's shares
 */
export type QuickCountRecord = {
  readonly plan: AnalysisPlan;
  readonly choices: readonly string[];
  readonly codes: readonly string[];
  readonly takes: readonly CourseTake[];
};

/** What the course of the evening shows of each take. */
export type CourseTake = Pick<Take, "number" | "at" | "designed" | "usable" | "coverage" | "figures">;

/** Choices by size at a take, each with its place among the colours: the largest first. */
export function choicesBySize(
  { choices }: QuickCountRecord,
  take: Pick<Take, "figures">,
): readonly ChoiceAt[] {
  const shares = take.figures?.shares ?? [];
  return choices
    .map((name, position) => ({ name, position, share: shares[position] ?? null }))
    .sort((a, b) => (b.share?.estimate ?? 0) - (a.share?.estimate ?? 0) || a.position - b.position);
}

export type ChoiceAt = {
  readonly name: string;
  readonly position: number;
  readonly share: { readonly estimate: number; readonly low: number; readonly high: number } | null;
};
