import type { ReactNode } from 'react';

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** A CSS length; columns without one share what is left. */
  width?: string;
  /** Figures stand at the right edge so that their digits align. */
  isFigure?: boolean;
  /** The cell that names the row: it heads the card on a narrow screen. */
  isName?: boolean;
}

/** A table whose rows become cards on a narrow screen. The roles stand in the markup because folding by CSS loses them. */
export function FoldingTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string;
}) {
  return (
    <table className="folding" role="table" aria-label={label}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.title} style={column.width === undefined ? undefined : { width: column.width }} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.title} role="columnheader" scope="col" className={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)} role="row">
            {columns.map((column) => (
              <td key={column.title} role="cell" className={classOf(column)} data-label={column.title}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classOf<Row>(column: Column<Row>): string | undefined {
  return [column.isFigure && 'figure', column.isName && 'name'].filter(Boolean).join(' ') || undefined;
}
