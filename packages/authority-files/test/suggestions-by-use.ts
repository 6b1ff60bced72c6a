import type { MappingSuggestion } from "../src/index.ts";

/** Columns by use; those of a use that is not sure are marked with `?` (likely) or `??` (unsure). */
export function byUse({ columns }: MappingSuggestion): Record<string, string[]> {
  const marks = { sure: "", likely: "?", unsure: "??" } as const;
  const found: Record<string, string[]> = {};
  for (const { column, use, certainty } of columns) {
    if (use !== "none") (found[use] ??= []).push(column + marks[certainty]);
  }
  return found;
}
