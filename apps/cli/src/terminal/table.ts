/** A column of a printed table: its heading, and whether its cells are figures (set to the right). */
export type Column = { readonly heading: string; readonly figures?: boolean };

const letters = new Intl.Segmenter();
/** Letters as a reader counts them: an accent written by itself takes no room. */
const length = (text: string): number => [...letters.segment(text)].length;

/** Sets cells in columns for a terminal, with a rule under the headings. Widths count letters, not bytes. */
export function printedTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) =>
    Math.max(length(column.heading), ...rows.map((row) => length(row[i] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ figures }, i) => {
        const cell = cells[i] ?? "";
        const room = " ".repeat((widths[i] ?? 0) - length(cell));
        return figures ? room + cell : cell + room;
      })
      .join("  ")
      .trimEnd();
  return [
    line(columns.map((column) => column.heading)),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...rows.map(line),
  ].join("\n");
}
