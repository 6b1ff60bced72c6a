/** A line of CSV (RFC 4180). */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(cell === null ? "" : String(cell))).join(",")}\n`;
}

/**
 * A line of CSV for people, who open it in a spreadsheet: a cell that the spreadsheet would take for a formula gets an
 * apostrophe before it, whoever wrote it into the authority's file.
 */
export function csvLineForPeople(cells: readonly (string | number | null)[]): string {
  return csvLine(
    cells.map((cell) => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)),
  );
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
