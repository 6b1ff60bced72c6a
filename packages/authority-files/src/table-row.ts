/** One row: its line as an editor shows it (the row number in a spreadsheet), and its cells as text. */
export type TableRow = { readonly line: number; readonly cells: string[] };
