import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { save } from '../api/rest';
import { t } from '../i18n/text';
import styles from './chart.module.css';

/** The numbers behind a chart. The first column names the row. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

interface Props {
  /** A statement where there is one: "Approval rate fell to 81 %". */
  readonly title: string;
  /** Name of the file. */
  readonly name: string;
  readonly table: ChartTable;
  readonly children: ReactNode;
}

/** A chart with its title, the table behind it, and CSV. */
export function Chart({ title, name, table, children }: Props) {
  const [asTable, showTable] = useState(false);
  const isEmpty = table.rows.length === 0;
  return (
    <section className={styles['block']} aria-label={title}>
      <div className={styles['head']}>
        <h2>{title}</h2>
        {!isEmpty && (
          <>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-pressed={asTable}
              onClick={() => showTable(!asTable)}
            >
              {asTable ? t('chart.chart') : t('chart.table')}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => save(new Blob([csvOf(table)], { type: 'text/csv' }), `${name}.csv`)}
            >
              CSV
            </Button>
          </>
        )}
      </div>
      {isEmpty ? (
        <p className={styles['none']}>{t('chart.none')}</p>
      ) : asTable ? (
        <Table {...table} label={title} />
      ) : (
        children
      )}
    </section>
  );
}

function Table({ columns, rows, label }: ChartTable & { label: string }) {
  return (
    // a region that scrolls must be reachable by keyboard
    <div className={styles['table']} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...values]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {values.map((value, index) => (
                <td key={columns[index + 1]}>{value ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** RFC 4180. A text that a spreadsheet would compute is kept a text. */
function csvOf({ columns, rows }: ChartTable): string {
  const field = (value: string | number | null) => {
    const text = typeof value === 'string' && /^[=+\-@]/.test(value) ? `'${value}` : String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}
