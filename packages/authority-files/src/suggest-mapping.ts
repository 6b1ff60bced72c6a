import { columnEvidence } from "./column-evidence.ts";
import { headingMeaning } from "./heading-words.ts";
import type { Mapping } from "./mapping.ts";
import type { Placed } from "./place-columns.ts";
import { placeDescriptions } from "./place-columns.ts";
import { suggestLines } from "./suggest-lines.ts";
import type { SuggestedStation } from "./suggest-station.ts";
import { suggestStation } from "./suggest-station.ts";
import { suggestedMapping } from "./suggested-mapping.ts";
import type { ColumnSuggestion, MappingSuggestion, SeenColumn, SuggestedUse } from "./suggestion.ts";
import type { FileForm } from "./table.ts";

/**
 * Guesses how a file's columns are to be read, from the region's words in four languages and from the cells, and
 * says of each column how sure that is. It never guesses silently: what no rule places is `none`.
 *
 * @param sampleRows some thousand rows spread over the file (`sampleOfRows`)
 * @param form where given, delimiter, heading row and sheet are kept in the mapping
 */
export function suggestMapping(
  columns: readonly string[],
  sampleRows: readonly (readonly string[])[],
  purpose: Mapping["purpose"],
  form?: FileForm,
): MappingSuggestion {
  const seen: SeenColumn[] = columns.map((name, i) => ({
    name,
    meaning: headingMeaning(name),
    evidence: columnEvidence(sampleRows, i),
    taken: false,
  }));
  const placed: Placed = new Map();
  placeDescriptions(seen, placed);
  const station = suggestStation(seen, sampleRows);
  if (station !== null) placeStation(station, placed);
  if (purpose === "results") placeLines(seen, sampleRows, placed);

  const suggestions = columns.map((column, i): ColumnSuggestion => {
    const found = placed.get(i) ?? { use: "none", certainty: "unsure", reason: "not-recognised" };
    return { column, ...found };
  });
  const uses = new Set(suggestions.map(({ use }) => use));
  const absent = absentUses(uses, purpose);
  const missing = station === null ? (["station", ...absent] as const) : absent;
  if (station === null || (purpose === "results" && !uses.has("choice")))
    return { mapping: null, columns: suggestions, missing };
  const code = station.positions.map((position) => columns[position] ?? "");
  const mapping = suggestedMapping(purpose, code, suggestions, seen, sampleRows, form);
  return { mapping, columns: suggestions, missing };
}

/** An area that completes the code stays an area as well. */
function placeStation({ positions, certainty, reason }: SuggestedStation, placed: Placed): void {
  for (const position of positions)
    if (!placed.has(position)) placed.set(position, { use: "station", certainty, reason });
}

function placeLines(seen: readonly SeenColumn[], rows: readonly (readonly string[])[], placed: Placed): void {
  const withTaken = seen.map((column, i) => ({
    ...column,
    taken: placed.has(i) || column.meaning?.use === "station",
  }));
  for (const { position, role, certainty, reason } of suggestLines(withTaken, rows))
    placed.set(position, { use: role, certainty, reason });
}

/** What such a file usually has and this one does not; blank and null votes may stand together. */
function absentUses(
  uses: ReadonlySet<SuggestedUse>,
  purpose: Mapping["purpose"],
): Exclude<MappingSuggestion["missing"][number], "station">[] {
  if (purpose === "frame") return uses.has("registered") ? [] : ["registered"];
  const isMerged = uses.has("blankAndNull");
  return (["registered", "choice", "blank", "null", "total"] as const).filter(
    (use) => !uses.has(use) && !(isMerged && (use === "blank" || use === "null")),
  );
}
