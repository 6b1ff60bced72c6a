import type { SheetLineRole } from "@veedor/domain";
import { columnEvidence } from "./column-evidence.ts";
import { codeOrName, headingMeaning } from "./heading-words.ts";
import type { Mapping } from "./mapping.ts";
import type { SeenColumn } from "./suggest-lines.ts";
import { suggestLines } from "./suggest-lines.ts";
import { suggestStation } from "./suggest-station.ts";
import type { FileForm } from "./table.ts";

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

type Placed = Map<number, Omit<ColumnSuggestion, "column">>;

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
  const station = suggestStation(seen, sampleRows);
  placeAreas(seen, placed);
  placeRegistered(seen, placed);
  placeFirst(seen, "centre", placed);
  seen.forEach(({ meaning, evidence }, i) => {
    const isAttribute = meaning?.use === "attribute" && evidence.distinct > 1;
    if (isAttribute) placed.set(i, { use: "attribute", certainty: "likely", reason: "known-word" });
  });
  if (station !== null) {
    const [use, certainty, reason] = ["station", station.certainty, station.reason] as const;
    // An area that completes the code stays an area as well.
    for (const position of station.positions)
      if (!placed.has(position)) placed.set(position, { use, certainty, reason });
  }
  const withTaken = seen.map((column, i) => ({
    ...column,
    taken: placed.has(i) || column.meaning?.use === "station",
  }));
  const lines = purpose === "results" ? suggestLines(withTaken, sampleRows) : [];
  for (const { position, role, certainty, reason } of lines)
    placed.set(position, { use: role, certainty, reason });

  const uses = [...placed.values()].map(({ use }) => use);
  const wanted =
    purpose === "results"
      ? (["registered", "choice", "blank", "null", "total"] as const)
      : (["registered"] as const);
  const merged = uses.includes("blankAndNull");
  const absent = wanted.filter(
    (use) => !uses.includes(use) && !(merged && (use === "blank" || use === "null")),
  );
  const missing = station === null ? (["station", ...absent] as const) : absent;
  const suggestions = columns.map((column, i): ColumnSuggestion => {
    const found = placed.get(i) ?? { use: "none", certainty: "unsure", reason: "not-recognised" };
    return { column, ...found };
  });
  if (station === null || (purpose === "results" && !uses.includes("choice")))
    return { mapping: null, columns: suggestions, missing };
  const code = station.positions.map((position) => columns[position] ?? "");
  return {
    mapping: mappingOf(purpose, code, suggestions, seen, sampleRows, form),
    columns: suggestions,
    missing,
  };
}

/** Of the columns of codes and names of the same area, the names; the others are not placed. */
function placeAreas(seen: readonly SeenColumn[], placed: Placed): void {
  const isArea = ({ meaning }: SeenColumn): boolean => meaning?.use === "area" || meaning?.use === "country";
  const named = new Set(
    seen
      .filter((one) => isArea(one) && codeOrName(one.name).kind === "name")
      .map(({ name }) => codeOrName(name).stem),
  );
  seen.forEach((column, i) => {
    if (!isArea(column)) return;
    const { kind, stem } = codeOrName(column.name);
    if (kind === "code" && named.has(stem))
      placed.set(i, { use: "none", certainty: "likely", reason: "second-candidate" });
    else placed.set(i, { use: "area", certainty: "likely", reason: "known-word" });
  });
}

/** The registered column with the fewest other words: `ln` rather than `ln_total`. */
function placeRegistered(seen: readonly SeenColumn[], placed: Placed): void {
  const candidates = seen
    .map(({ name, meaning, evidence }, i) => ({
      i,
      length: name.length,
      fits: meaning?.use === "registered" && evidence.counts >= 0.98,
    }))
    .filter(({ fits }) => fits)
    .sort((a, b) => a.length - b.length);
  candidates.forEach(({ i }, rank) => {
    if (rank > 0) placed.set(i, { use: "none", certainty: "likely", reason: "second-candidate" });
    else
      placed.set(i, {
        use: "registered",
        certainty: candidates.length === 1 ? "sure" : "likely",
        reason: "known-word",
      });
  });
}

function placeFirst(seen: readonly SeenColumn[], use: "centre", placed: Placed): void {
  const position = seen.findIndex(({ meaning }) => meaning?.use === use);
  if (position >= 0) placed.set(position, { use, certainty: "likely", reason: "known-word" });
}

function mappingOf(
  purpose: Mapping["purpose"],
  station: readonly string[],
  suggestions: readonly ColumnSuggestion[],
  seen: readonly SeenColumn[],
  rows: readonly (readonly string[])[],
  form: FileForm | undefined,
): Mapping {
  const withUse = (use: SuggestedUse): string[] =>
    suggestions.filter((one) => one.use === use).map(({ column }) => column);
  const distinct = new Map(seen.map(({ name, evidence }) => [name, evidence.distinct]));
  const [registered] = withUse("registered");
  const [centre] = withUse("centre");
  const hints = form === undefined ? {} : fileHints(form);
  const common: Mapping = {
    format: "veedor-mapping/1",
    purpose,
    ...(Object.keys(hints).length === 0 ? {} : { file: hints }),
    station: { columns: station, separator: station.length > 1 ? "-" : "" },
    ...(registered === undefined ? {} : { registered }),
  };
  if (purpose === "results") {
    const roles: readonly SuggestedUse[] = ["station", "area", "registered", "centre", "attribute", "none"];
    const lines = suggestions.filter(({ use }) => !roles.includes(use));
    return {
      ...common,
      contest: {
        code: "contest",
        lines: lines.map(({ column, use }) => ({ code: column, role: use, column })),
      },
    };
  }
  // From the largest area: the one with the fewest names.
  const areas = withUse("area").sort((a, b) => (distinct.get(a) ?? 0) - (distinct.get(b) ?? 0));
  const abroad = homeCountry(seen, rows);
  return {
    ...common,
    areas: areas.map((level) => ({ level, from: { column: level } })),
    ...(centre === undefined ? {} : { centre: { column: centre } }),
    attributes: withUse("attribute").map((name) => ({ name, from: { column: name } })),
    ...(abroad === null ? {} : { abroad }),
  };
}

/** The country of at least four fifths of the rows is home, where others occur. */
function homeCountry(
  seen: readonly SeenColumn[],
  rows: readonly (readonly string[])[],
): { column: string; home: string } | null {
  const position = seen.findIndex(({ meaning }) => meaning?.use === "country");
  const column = seen[position];
  if (column === undefined || column.evidence.distinct < 2) return null;
  const counts = new Map<string, number>();
  for (const row of rows)
    counts.set(row[position]?.trim() ?? "", (counts.get(row[position]?.trim() ?? "") ?? 0) + 1);
  const [home, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return home !== "" && count >= 0.8 * rows.length ? { column: column.name, home } : null;
}

function fileHints(form: FileForm): NonNullable<Mapping["file"]> {
  return {
    ...(form.container === "xlsx" && form.entry !== null ? { entry: form.entry } : {}),
    ...(form.delimiter === null ? {} : { delimiter: form.delimiter }),
    heading: form.heading,
  };
}
