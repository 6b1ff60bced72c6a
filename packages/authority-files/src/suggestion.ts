import type { SheetLineRole } from "@veedor/domain";
import type { ColumnEvidence } from "./column-evidence.ts";
import type { HeadingMeaning } from "./heading-words.ts";
import type { Mapping } from "./mapping.ts";

/** How sure a suggestion is. Nothing `unsure` should be used before a person has looked at it. */
export type Certainty = "sure" | "likely" | "unsure";
/** Why a column was suggested for its use, or for none; texts in the catalogs (`import`, `reason-…`). */
export const SUGGESTION_REASONS = [
  "adds-up",
  "does-not-add-up",
  "known-word",
  "lies-between",
  "not-recognised",
  "not-unique",
  "only-figures",
  "second-candidate",
  "unique",
  "unique-together",
] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];
export type SuggestedUse =
  | "station"
  | "area"
  | "registered"
  | "centre"
  | "attribute"
  | SheetLineRole
  | "none";
export type ColumnSuggestion = {
  readonly column: string;
  readonly use: SuggestedUse;
  readonly certainty: Certainty;
  readonly reason: SuggestionReason;
};

/**
 * @property mapping `null` when what it cannot do without was not found
 * @property columns every column of the file, in its order, also those that were not placed (`use` is `none`)
 * @property missing what was not found; the file may well be without it (registered voters, blank votes)
 */
export type MappingSuggestion = {
  readonly mapping: Mapping | null;
  readonly columns: readonly ColumnSuggestion[];
  readonly missing: readonly ("station" | "registered" | "choice" | "blank" | "null" | "total")[];
};

/** One column as the suggestion sees it; `taken` when it already is the station, an area … */
export type SeenColumn = {
  readonly name: string;
  readonly meaning: HeadingMeaning | null;
  readonly evidence: ColumnEvidence;
  readonly taken: boolean;
};
