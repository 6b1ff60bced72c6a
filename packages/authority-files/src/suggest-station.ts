import { areUniqueTogether } from "./column-evidence.ts";
import { codeOrName } from "./heading-words.ts";
import type { Certainty, SeenColumn, SuggestionReason } from "./suggestion.ts";

/** Columns that make the station's code. */
export type SuggestedStation = {
  readonly positions: readonly number[];
  readonly certainty: Certainty;
  readonly reason: SuggestionReason;
};

/**
 * The station's code: a column whose heading names the station and whose cells differ in every row; or such a
 * column with one or two area columns before it, where only together they differ (circuit 1 of each department).
 * `null` when no heading names a station.
 */
export function suggestStation(
  columns: readonly SeenColumn[],
  rows: readonly (readonly string[])[],
): SuggestedStation | null {
  const strengthOf = (column: SeenColumn): number => {
    if (column.meaning?.use !== "station") return 0;
    const { kind } = codeOrName(column.name);
    // A name (“1F”) or a figure that could be anything is a weaker code than what is called one.
    return column.meaning.strength + (kind === "code" ? 0.5 : kind === "name" ? -0.5 : 0);
  };
  const candidates = columns
    .map((column, position) => ({ position, strength: strengthOf(column) }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || a.position - b.position)
    .map(({ position }) => position);
  const alone = candidates.find((position) => areUniqueTogether(rows, [position]));
  if (alone !== undefined) return { positions: [alone], certainty: "sure", reason: "unique" };
  const areas = columns.flatMap(({ meaning }, i) =>
    meaning?.use === "area" || meaning?.use === "country" ? [i] : [],
  );
  for (const position of candidates) {
    const sets = [
      ...areas.map((area) => [area]),
      ...areas.flatMap((a, i) => areas.slice(i + 1).map((b) => [a, b])),
    ];
    const together = sets.find((set) => areUniqueTogether(rows, [...set, position]));
    if (together !== undefined)
      return { positions: [...together, position], certainty: "likely", reason: "unique-together" };
  }
  const [first] = candidates;
  return first === undefined ? null : { positions: [first], certainty: "unsure", reason: "not-unique" };
}
