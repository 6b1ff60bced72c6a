/** Everything that keeps a whole file from being read. Texts stand in the catalogs, area `import`, by code. */
export const FILE_PROBLEM_CODES = [
  "archive-damaged",
  "archive-encrypted",
  "archive-entry-not-found",
  "archive-with-several-files",
  "archive-without-files",
  "cell-too-long",
  "column-not-found",
  "expands-too-much",
  "file-empty",
  "file-has-nul-bytes",
  "file-is-a-folder",
  "file-not-found",
  "file-too-large",
  "file-unreadable",
  "mapping-invalid",
  "not-a-table",
  "quote-not-closed",
  "sheet-not-found",
  "spreadsheet-damaged",
  "spreadsheet-old-format",
  "too-many-columns",
  "too-many-rows",
  "wrong-encoding",
] as const;
export type FileProblemCode = (typeof FILE_PROBLEM_CODES)[number];

/**
 * A file that cannot be read as a table, or a mapping that cannot be used with it.
 *
 * @property code stable, one of {@link FILE_PROBLEM_CODES}
 * @property parameters what the message shows; `file` is always there
 */
export class FileProblem extends Error {
  override readonly name = "FileProblem";
  readonly code: FileProblemCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(code: FileProblemCode, parameters: Readonly<Record<string, string | number>>, cause?: unknown) {
    super(`${code}: ${JSON.stringify(parameters)}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.parameters = parameters;
  }
}
