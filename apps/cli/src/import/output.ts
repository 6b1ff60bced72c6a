import type { ImportReport, LineFinding } from "@veedor/authority-files";
import { MOST_FINDINGS } from "@veedor/authority-files";
import type { CheckCode } from "@veedor/domain";
import { CHECKS } from "@veedor/domain";
import type { Messages } from "@veedor/messages";
import { printedTable } from "../terminal/table.ts";
import type { ColumnUse, Reading } from "./request.ts";
import { columnUses } from "./request.ts";
import type { Sum, Summary } from "./summary.ts";

/** Refused lines that are printed; the JSON has more. */
const MOST_PRINTED = 50;
const DELIMITER_WORDS: Readonly<Record<string, string>> = {
  "\t": "tab",
  ",": "comma",
  ";": "semicolon",
  "|": "bar",
};

/** Everything as one JSON line; figures that are not there are `null`. */
export function importAsJson(
  file: string,
  purpose: string,
  reading: Reading,
  summary: Summary | null,
): string {
  return JSON.stringify({
    file,
    purpose,
    form: reading.table.form,
    columns: columnUses(reading).map(({ column, uses, guess }) => ({
      column,
      uses,
      ...(guess === null ? {} : { certainty: guess.certainty, reason: guess.reason }),
    })),
    missing: reading.suggestion?.missing ?? [],
    mapping: reading.mapping,
    ...summary,
  });
}

/** How the file is written and how its columns are read. */
export function readingAsText(file: string, reading: Reading, messages: Messages): string {
  const { text } = messages;
  const { container, entry, encoding, delimiter, heading } = reading.table.form;
  const said = [text("import.form-container", { file, container })];
  if (entry !== null) said.push(text("import.form-entry", { entry }));
  if (encoding !== null) said.push(text("import.form-encoding", { encoding }));
  if (delimiter !== null)
    said.push(text("import.form-delimiter", { delimiter: DELIMITER_WORDS[delimiter] ?? delimiter }));
  said.push(text("import.form-heading", { heading }), "", text("import.columns-title"));
  const columns = columnUses(reading);
  const headings = [{ heading: text("import.heading-column") }, { heading: text("import.heading-use") }];
  const guessed = [{ heading: text("import.heading-certainty") }, { heading: text("import.heading-reason") }];
  const rows = columns.map((column) => columnRow(column, messages));
  said.push(printedTable(reading.suggestion === null ? headings : [...headings, ...guessed], rows));
  const missing = reading.suggestion?.missing ?? [];
  if (missing.length > 0 && reading.mapping !== null)
    said.push("", text("import.not-found", { uses: usesAsText(missing, messages) }));
  const isUnsure = columns.some(({ guess }) => guess?.certainty === "unsure" && guess.use !== "none");
  if (isUnsure) said.push("", text("import.look-at-unsure"));
  return said.join("\n");
}

export const usesAsText = (uses: readonly string[], messages: Messages): string =>
  uses.map((use) => messages.text("import.use", { use })).join(", ");

function columnRow({ column, uses, guess }: ColumnUse, messages: Messages): string[] {
  const row = [column, usesAsText(uses, messages)];
  if (guess === null) return row;
  const certainty =
    guess.use === "none" ? "" : messages.text("import.certainty", { certainty: guess.certainty });
  return [...row, certainty, messages.text(`import.reason-${guess.reason}`)];
}

/** What was read, what is wrong with it, and what it adds up to. */
export function summaryAsText(summary: Summary, messages: Messages): string {
  const { text, number } = messages;
  const { report } = summary;
  const { lines, kept, refused, leftOut, filtered } = report;
  const said = ["", text("import.lines-read", { lines, kept, refused, leftOut, filtered })];
  if (report.errors.length > 0) said.push("", text("import.refused-title"), refusedLines(report, messages));
  const more = report.errorCount - Math.min(report.errors.length, MOST_PRINTED);
  if (more > 0) said.push(text("import.more-findings", { count: more, limit: MOST_FINDINGS }));
  const warnings = warningsByCode(report, messages);
  if (warnings !== null) said.push("", text("import.warnings-title"), warnings);
  said.push("");
  if (summary.stations === null) return [...said, text("import.nothing-loaded")].join("\n");
  if (summary.lines.length > 0) said.push(text("import.totals-title"), totals(summary, messages), "");
  said.push(
    text("import.stations", { count: summary.stations }),
    registeredAsText(summary.registered, messages),
  );
  if (summary.frameHash !== null) said.push(text("import.frame-hash", { hash: summary.frameHash }));
  return said.join("\n");

  function totals({ lines: sums }: Summary, { text: say }: Messages): string {
    const headings = [
      { heading: "" },
      { heading: "" },
      { heading: say("import.heading-total"), figures: true },
      { heading: say("import.heading-without"), figures: true },
    ];
    const rows = sums.map(({ code, role, sum, missing }) => [
      code,
      say("import.use", { use: role }),
      sum === null ? say("import.not-computable") : number(sum),
      missing === 0 ? "" : number(missing),
    ]);
    return printedTable(headings, rows);
  }
}

function registeredAsText(registered: Sum | null, { text }: Messages): string {
  if (registered === null) return text("import.registered-not-given");
  if (registered.sum === null || registered.missing > 0)
    return text("import.registered-not-computable", { missing: registered.missing });
  return text("import.registered-sum", { sum: registered.sum });
}

function refusedLines(report: ImportReport, messages: Messages): string {
  const { text } = messages;
  const headings = [
    { heading: text("import.heading-line"), figures: true },
    { heading: text("import.heading-station") },
    { heading: text("import.heading-code") },
    { heading: text("import.heading-finding") },
  ];
  const rows = report.errors
    .slice(0, MOST_PRINTED)
    .map((finding) => [
      String(finding.line),
      finding.station ?? "",
      finding.code,
      findingAsText(finding, messages),
    ]);
  return printedTable(headings, rows);
}

/** One row for each code, with its first line as an example. */
function warningsByCode({ counts, first, errors }: ImportReport, messages: Messages): string | null {
  const { text, number } = messages;
  const refusing = new Set(errors.map(({ code }) => code));
  const codes = Object.keys(CHECKS).filter(
    (code): code is CheckCode => counts[code as CheckCode] !== undefined,
  );
  const rows = codes.flatMap((code) => {
    const example = first[code];
    if (refusing.has(code) || example === undefined) return [];
    return [
      [
        number(counts[code] ?? 0),
        code,
        String(example.line),
        example.station ?? "",
        findingAsText(example, messages),
      ],
    ];
  });
  if (rows.length === 0) return null;
  const headings = [
    { heading: text("import.heading-count"), figures: true },
    { heading: text("import.heading-code") },
    { heading: text("import.heading-first"), figures: true },
    { heading: text("import.heading-station") },
    { heading: text("import.heading-finding") },
  ];
  return printedTable(headings, rows);
}

/** A finding in the reader's language. */
function findingAsText({ code, parameters }: LineFinding, messages: Messages): string {
  return messages.textOf("checks", code, { ...parameters }) ?? code;
}
