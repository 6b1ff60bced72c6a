import type { ReactNode } from "react";
import { type Column, Table } from "../table/table.tsx";
import "./charts.css";

/** What a frame says around every chart. */
export type FrameWords = { readonly showTable: string; readonly download: string };

/** The figures behind a chart. `csv` is the whole file; its numbers are fractions, its times UTC. */
export type ChartData<Row> = {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly csv: { readonly name: string; readonly text: () => string };
};

/** A chart with its title, how to read it, method and source, and the table and file behind it. */
export function ChartFrame<Row>({
  title,
  reading,
  source,
  data,
  words,
  children,
}: {
  readonly title: string;
  readonly reading?: ReactNode;
  readonly source: ReactNode;
  readonly data: ChartData<Row>;
  readonly words: FrameWords;
  readonly children: ReactNode;
}) {
  return (
    <figure className="chart-frame">
      <figcaption>
        <span className="chart-title">{title}</span>
        {reading === undefined ? null : <span className="chart-reading">{reading}</span>}
      </figcaption>
      {children}
      <p className="chart-source">{source}</p>
      <details className="chart-data">
        <summary>{words.showTable}</summary>
        <Table captionUnseen {...data} />
        <button type="button" className="chart-download" onClick={() => saveCsv(data.csv)}>
          {words.download}
        </button>
      </details>
    </figure>
  );
}

/** Hands a text to the reader as a file, with the mark by which spreadsheets know UTF-8. */
function saveCsv({ name, text }: ChartData<never>["csv"]): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text()], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Rows as CSV (RFC 4180). An empty cell is what could not be computed. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // A spreadsheet would take such a beginning for a formula.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
