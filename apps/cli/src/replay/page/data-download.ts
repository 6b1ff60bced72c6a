import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";

/** A cell of a data file; `null` is an empty cell, which is not a zero. */
export type DataCell = string | number | null;

/**
 * A link that carries its CSV file within itself (RFC 4180, UTF-8, dot as decimal sign, fractions of 1).
 *
 * Texts that a spreadsheet would take for a formula get an apostrophe in front: names come from outside.
 */
export function dataDownload(fileName: string, label: string, rows: readonly (readonly DataCell[])[]): Html {
  const csv = rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  const address = `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`;
  return html`<a class="download" href="${address}" download="${fileName}">${label}</a>`;
}

function cell(value: DataCell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
