import { useRouter, useRouterState } from '@tanstack/react-router';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { number, t } from '../i18n/text';
import { useKeys } from './keys';
import styles from './rows.module.css';
import { Failure } from './state';

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
  /** The cursor of `j` and `k` has come to this row. */
  readonly onCursor?: (row: Row) => void;
  readonly isSelected?: (row: Row) => boolean;
  /** A change of it shows the list from its top. */
  readonly fromTop?: number;
}

const ROW_PX = 36;
const SKELETON_ROWS = 12;
type ListKey = 'j' | 'k' | 'Home' | 'End' | 'Enter';

/**
 * A list of any length: only the rows in sight are in the page. `j`, `k`, Home and End move, Enter opens. Rows that come or go
 * above do not move what is in sight.
 */
export function Rows<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, source, empty, onOpen, onCursor, isSelected, fromTop } = props;
  const top = useRef<HTMLDivElement>(null);
  const [cursorKey, setCursorKey] = useState<string | null>(null);
  // keys can follow one another faster than the list is drawn
  const newestCursorKey = useRef<string | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => top.current?.closest<HTMLElement>('[data-scrolls]') ?? null,
    estimateSize: () => ROW_PX,
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
  const cursor = useMemo(
    () => (cursorKey === null ? -1 : rows.findIndex((row) => rowKey(row) === cursorKey)),
    // rowKey depends on nothing but the row
    [rows, cursorKey],
  );
  useAnchor(virtual, rows, rowKey, cursor >= 0);
  useEffect(() => {
    if (fromTop) virtual.scrollElement?.scrollTo(0, 0);
  }, [fromTop, virtual]);
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    if (row === undefined) return;
    newestCursorKey.current = rowKey(row);
    setCursorKey(newestCursorKey.current);
    onCursor?.(row);
    virtual.scrollToIndex(next);
  };
  const press = useHeldKeys(source.isPending, (key) => {
    const at =
      newestCursorKey.current === cursorKey
        ? cursor
        : rows.findIndex((row) => rowKey(row) === newestCursorKey.current);
    const row = rows[at];
    if (key === 'j') moveTo(at + 1);
    else if (key === 'k') moveTo(at - 1);
    else if (key === 'Home') moveTo(0);
    else if (key === 'End') moveTo(rows.length - 1);
    else if (row !== undefined) onOpen?.(row);
  });
  useKeys({
    j: () => press('j'),
    k: () => press('k'),
    Home: () => press('Home'),
    End: () => press('End'),
    ...(onOpen && {
      Enter: ({ target }) => {
        if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement) target.click();
        else press('Enter');
      },
    }),
  });

  const tracks = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties;
  if (source.isPending) return <Skeleton columns={columns} tracks={tracks} />;
  if (source.error) return <Failure error={source.error} retry={() => source.refetch()} />;
  if (rows.length === 0) return empty;
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
                {columns.map(({ id, title, cell, align, narrow }) => (
                  <div
                    key={id}
                    role="cell"
                    className={`${styles['cell']} ${align ? styles[align] : ''}`}
                    data-narrow={narrow}
                    {...(align === 'end' && { 'data-title': title })}
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

/**
 * Runs the keys of a list. What is typed while another list is on its way, after a filter for example, waits for that one: the
 * rows that are still in sight are not meant.
 */
function useHeldKeys(isPending: boolean, run: (key: ListKey) => void): (key: ListKey) => void {
  const router = useRouter();
  useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.href });
  const held = useRef<ListKey[]>([]);
  const isReady = () => !isPending && router.state.resolvedLocation?.href === router.latestLocation.href;
  useEffect(() => {
    if (isReady()) for (const key of held.current.splice(0)) run(key);
  });
  return (key) => {
    if (held.current.length === 0 && isReady()) run(key);
    else held.current.push(key);
  };
}

/** Keeps the rows in sight where they are when others come or go above them. */
function useAnchor<Row>(
  virtual: Virtualizer<HTMLElement, Element>,
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  hasCursor: boolean,
): void {
  const seen = useRef<{ readonly rows: readonly Row[]; readonly starts: ReadonlyMap<string, number> }>(null);
  useLayoutEffect(() => {
    const before = seen.current;
    const { scrollElement } = virtual;
    const top = (virtual.scrollOffset ?? 0) + virtual.options.scrollPaddingStart;
    if (before && before.rows !== rows && scrollElement && (hasCursor || scrollElement.scrollTop > 0)) {
      const kept = rows.findIndex((row) => before.starts.has(rowKey(row)));
      const row = rows[kept];
      const start = virtual.measurementsCache[kept]?.start;
      const old = row === undefined ? undefined : before.starts.get(rowKey(row));
      if (start !== undefined && old !== undefined) scrollElement.scrollTop += start - old;
    }
    const inSight = virtual.getVirtualItems().filter(({ end }) => end > top);
    seen.current = { rows, starts: new Map(inSight.map(({ key, start }) => [String(key), start])) };
  });
}

/** The rows to come, in their shape. */
function Skeleton<Row>({ columns, tracks }: { columns: readonly Column<Row>[]; tracks: CSSProperties }) {
  return (
    <div className={styles['table']} style={tracks} role="status" aria-label={t('loading')}>
      <div className={styles['head']} aria-hidden="true">
        {columns.map(({ id, title, align }) => (
          <span key={id} className={align && styles[align]}>
            {title}
          </span>
        ))}
      </div>
      {Array.from({ length: SKELETON_ROWS }, (_, index) => (
        <div key={index} className={`${styles['row']} ${styles['waiting']}`} aria-hidden="true">
          {columns.map(({ id, align, narrow }) => (
            <div key={id} className={`${styles['cell']} ${align ? styles[align] : ''}`} data-narrow={narrow}>
              <span className={styles['bone']} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** A click on a link, a button or a field of the row is theirs, and so is one that ends a selection of text. */
function isOnRow(target: EventTarget): boolean {
  const onPart = target instanceof Element && target.closest('a, button, input, label') !== null;
  return !onPart && (window.getSelection()?.isCollapsed ?? true);
}
