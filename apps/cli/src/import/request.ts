import { readFile, writeFile } from "node:fs/promises";
import type {
  ColumnSuggestion,
  FileSource,
  Mapping,
  MappingSuggestion,
  Table,
} from "@veedor/authority-files";
import {
  FileProblem,
  openTable,
  parseMapping,
  sampleOfRows,
  saveMapping,
  suggestMapping,
} from "@veedor/authority-files";
import { Problem } from "../terminal/problem.ts";

export type Purpose = Mapping["purpose"];
/** How a file will be read: by a mapping that was given, or by one that was guessed. */
export type Reading = {
  readonly table: Table;
  readonly mapping: Mapping | null;
  /** `null` when the mapping was given: then it says itself how the columns are read */
  readonly suggestion: MappingSuggestion | null;
};

/**
 * The mapping file that was named, checked against what was asked.
 *
 * @throws {FileProblem} `file-not-found`, `mapping-invalid` …
 * @throws {Problem} `import.purpose-mismatch`
 */
export async function givenMapping(path: string, asked: Purpose | undefined): Promise<Mapping> {
  const mapping = parseMapping(await textOf(path), path);
  if (asked === undefined || asked === mapping.purpose) return mapping;
  throw new Problem("usage", "import.purpose-mismatch", { asked, purpose: mapping.purpose });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "";
    if (reason === "ENOENT") throw new FileProblem("file-not-found", { file: path }, error);
    if (reason === "EISDIR") throw new FileProblem("file-is-a-folder", { file: path }, error);
    throw new FileProblem("file-unreadable", { file: path, reason }, error);
  }
}

/** Opens the file, and guesses its mapping where none was given. */
export async function openForReading(
  source: FileSource,
  given: Mapping | null,
  purpose: Purpose,
): Promise<Reading> {
  const table = await openTable(source, given?.file ?? {});
  if (given !== null) return { table, mapping: given, suggestion: null };
  const suggestion = suggestMapping(table.columns, await sampleOfRows(table), purpose, table.form);
  return { table, mapping: suggestion.mapping, suggestion };
}

/** Saves a mapping under a new name: one that a person corrected is never overwritten. */
export async function saveUnderNewName(path: string, mapping: Mapping): Promise<void> {
  try {
    await writeFile(path, saveMapping(mapping), { flag: "wx" });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "";
    if (reason === "EEXIST") throw new Problem("usage", "import.mapping-exists", { path });
    throw new Problem("data", "problems.cannot-write", { path, reason });
  }
}

/** A column and what it is read as; how sure that is only where it was guessed. */
export type ColumnUse = {
  readonly column: string;
  readonly uses: readonly string[];
  readonly guess: ColumnSuggestion | null;
};

/** What each column of the file is read as, by the mapping; a column may serve for more than one thing. */
export function columnUses({ table, mapping, suggestion }: Reading): ColumnUse[] {
  const uses = new Map<string, string[]>();
  const note = (column: string | undefined, use: string): void => {
    if (column !== undefined) uses.set(column, [...(uses.get(column) ?? []), use]);
  };
  if (mapping !== null) noteUses(mapping, note);
  return table.columns.map((column, i) => {
    const guess = suggestion?.columns[i] ?? null;
    return { column, uses: uses.get(column) ?? [guess?.use ?? "none"], guess };
  });
}

function noteUses(mapping: Mapping, note: (column: string | undefined, use: string) => void): void {
  for (const column of mapping.station.columns) note(column, "station");
  note(mapping.formerCode?.column, "formerCode");
  for (const { from } of mapping.areas ?? []) note(from.column, "area");
  note(mapping.centre?.column, "centre");
  note(mapping.registered, "registered");
  for (const { from } of mapping.attributes ?? []) note(from.column, "attribute");
  note(mapping.abroad?.column, "abroad");
  for (const { column } of [...(mapping.only ?? []), ...(mapping.except ?? [])]) note(column, "filter");
  for (const { column, role } of mapping.contest?.lines ?? []) note(column, role);
}
