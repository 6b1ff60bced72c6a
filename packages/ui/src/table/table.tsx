import type { ReactNode } from "react";
import "./table.css";

/** A column: its heading, and what stands in it for a row. The first column heads its row. */
export type Column<Row> = {
  readonly id: string;
  readonly title: ReactNode;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

/** A plain table; wider than the screen it scrolls within its own frame, which the keyboard reaches. */
export function Table<Row>({
  caption,
  captionUnseen = false,
  columns,
  rows,
  rowKey,
}: {
  readonly caption: string;
  readonly captionUnseen?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}) {
  return (
    <div className="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className={captionUnseen ? "unseen" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, numeric }) => (
              <th key={id} scope="col" className={numeric === true ? "numeric" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ id, numeric, cell }, place) =>
                place === 0 ? (
                  <th key={id} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} className={numeric === true ? "numeric" : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
