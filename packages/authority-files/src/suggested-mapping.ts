import type { Mapping } from "./mapping.ts";
import type { ColumnSuggestion, SeenColumn, SuggestedUse } from "./suggestion.ts";
import type { FileForm } from "./table.ts";

/**
 * The mapping that the suggestions make.
 *
 * @param station columns that make the station's code
 * @param rows sample rows, which show where the country of most stations is not that of all
 */
export function suggestedMapping(
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
