import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { number, t } from '../i18n/text';
import { useKeys } from './keys';
import styles from './rows.module.css';
import { Failure, Loading } from './state';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** A track of CSS grid, such as `minmax(8rem, 1fr)` or `6rem`. */
  readonly width: string;
  readonly cell: (row: Row, index: number) => ReactNode;
  readonly align?: 'end';
  /** On a narrow screen: leads the row, stands beside that, takes a line of its own, follows (default), or is left out. */
  readonly narrow?: 'lead' | 'aside' | 'line' | 'hidden';
}

/** The part of an infinite query that a list shows. */
export interface RowSource {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
  refetch(): unknown;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly source: RowSource;
  readonly empty: ReactNode;
  /** A click on a row, or Enter on the one under the cursor. */
  readonly onOpen?: (row: Row) => void;
  /** The row under the cursor of `j` and `k` has changed. */
  readonly onCursor?: (row: Row | undefined) => void;
  readonly isSelected?: (row: Row) => boolean;
}

/** A list of any length: only the rows in sight are in the page. `j` and `k` move, Enter opens. */
export function Rows<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, source, empty, onOpen, onCursor, isSelected } = props;
  const top = useRef<HTMLDivElement>(null);
  const [cursorKey, setCursorKey] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => top.current?.closest<HTMLElement>('[data-scrolls]') ?? null,
    estimateSize: () => 36,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    scrollMargin: top.current?.offsetTop ?? 0,
    scrollPaddingStart: 40,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { hasNextPage, isFetchingNextPage } = source;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 20) source.fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, source]);

  // the cursor stays on its row, whatever arrives above it
  const cursor = cursorKey === null ? -1 : rows.findIndex((row) => rowKey(row) === cursorKey);
  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setCursorKey(rowKey(row));
    onCursor?.(row);
    virtual.scrollToIndex(rows.indexOf(row));
  };
  useKeys({
    j: () => moveTo(cursor + 1),
    k: () => moveTo(cursor <= 0 ? 0 : cursor - 1),
    ...(onOpen && {
      Enter: (event) => {
        const row = rows[cursor];
        if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement) {
          event.target.click();
        } else if (row !== undefined) onOpen(row);
      },
    }),
  });

  if (source.isPending) return <Loading />;
  if (source.error) return <Failure error={source.error} retry={() => source.refetch()} />;
  if (rows.length === 0) return empty;
  const tracks = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  return (
    <>
      <div
        className={styles['table']}
        style={tracks}
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
      >
        <div role="rowgroup">
          <div className={styles['head']} role="row" aria-rowindex={1}>
            {columns.map(({ id, title, align }) => (
              <span key={id} role="columnheader" className={align && styles[align]}>
                {title}
              </span>
            ))}
          </div>
        </div>
        <div ref={top} className={styles['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={styles['row']}
                role="row"
                aria-rowindex={index + 2}
                {...(onOpen && {
                  'data-opens': true,
                  onClick: (event) => isOnRow(event.target) && onOpen(row),
                })}
                {...(index === cursor && { 'data-cursor': true })}
                {...(isSelected?.(row) && { 'data-selected': true, 'aria-selected': true })}
                style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
              >
                {columns.map(({ id, cell, align, narrow }) => (
                  <div
                    key={id}
                    role="cell"
                    className={`${styles['cell']} ${align ? styles[align] : ''}`}
                    data-narrow={narrow}
                  >
                    {cell(row, index)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <p className={styles['more']} role="status">
        {isFetchingNextPage
          ? t('rows.more')
          : hasNextPage
            ? ''
            : t('rows.all', { count: rows.length, shown: number(rows.length) })}
      </p>
    </>
  );
}

/** A click on a link, a button or a field of the row is theirs, and so is one that ends a selection of text. */
function isOnRow(target: EventTarget): boolean {
  const onPart = target instanceof Element && target.closest('a, button, input, label') !== null;
  return !onPart && (window.getSelection()?.isCollapsed ?? true);
}
