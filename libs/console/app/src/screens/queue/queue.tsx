import { Button, Checkbox } from '@mantine/core';
import { CASE_KINDS, type CaseKind } from '@nestjs-idenfy/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { followQueue } from '../../api/live';
import { usePages } from '../../api/pages';
import { queries } from '../../api/queries';
import { answer, api, type Views } from '../../api/rest';
import { useQueueCounts } from '../../frame/counts';
import { t, word } from '../../i18n/text';
import { useAccount, useStaff } from '../../session/session';
import { useAct } from '../../ui/act';
import { between } from '../../ui/filters';
import { Icon } from '../../ui/icon';
import { useKeys } from '../../ui/keys';
import { type Column, Rows } from '../../ui/rows';
import { Screen, Tab, Tabs } from '../../ui/screen';
import { Empty } from '../../ui/state';
import { tagTitle } from '../../i18n/tags';
import { duration, exact, relative, Time } from '../../ui/time';
import { Status, Toned } from '../../ui/tone';
import { AssignMenu } from './assign-menu';
import { ClearFilters, QueueFilters } from './queue-filters';
import { type QueueSearch, useQueueSearch } from './queue-search';
import styles from './queue.module.css';
import { SampleCases } from './sample-cases';
import { SavedViews } from './saved-views';

type Item = Views['IdenfyQueueItemView'];

const keyOf = ({ id, reason }: Item) => `${id} ${reason}`;

/** What needs a human, due first. New rows wait behind a button, so that nothing moves under the cursor. */
export function Queue() {
  const search = useQueueSearch();
  const account = useAccount();
  const navigate = useNavigate({ from: '/queue' });
  const { id: me } = useStaff();
  const counts = useQueueCounts();
  const [filtersShown, showFilters] = useState(false);
  const { tab = 'DECISION', q, assignee, from, to, sort } = search;
  const key = ['queue', 'list', search];
  const { source, rows } = usePages(key, (page, signal) =>
    answer(
      api.GET('/queue', {
        params: {
          query: {
            ...page,
            ...account,
            ...between(from, to),
            ...(tab !== 'ALL' && { reason: tab as CaseKind }),
            ...(q !== undefined && { q }),
            ...(assignee === '-' ? { unassigned: 'true' as const } : assignee !== undefined && { assignee }),
            ...(sort === '-due' && { sort }),
          },
        },
        signal,
      }),
    ),
  );
  const news = useNews(rows, tab);
  const [taken, setTaken] = useState(0);
  const { selected, toggle, selectTo, clear } = useSelection(rows);
  const [cursorKey, setCursorKey] = useState<string>();
  const assign = useAct(
    ({ ids, staff }: { ids: string[]; staff: string | null }) =>
      answer(api.PUT('/queue/assignee', { body: { ids, staff } })),
    ({ assigned }, { staff }) => {
      clear();
      return staff === null
        ? t('queue.unassigned', { count: assigned.length })
        : t('queue.assigned', { count: assigned.length, staff });
    },
  );
  const chosen = selected.size === 0 ? [] : rows.filter((row) => selected.has(keyOf(row)));
  // keys act on rows of this list only: the cursor may have been set in another tab or filter
  const cursor = cursorKey === undefined ? undefined : rows.find((row) => keyOf(row) === cursorKey);
  const meant = chosen.length > 0 ? chosen : cursor ? [cursor] : [];
  const assignMeant = (staff: string | null) => {
    const ids = [...new Set(meant.map(({ id }) => id))].slice(0, 100);
    if (ids.length > 0) assign.mutate({ ids, staff });
  };
  useKeys({
    a: () => assignMeant(me),
    x: () => cursor && toggle(cursor),
    'shift+x': () => cursor && selectTo(cursor),
    Escape: clear,
    f: () => showFilters(true),
  });

  const filters = [q, assignee, from, to].filter((value) => value !== undefined).length;
  return (
    <Screen
      title={t('queue.title')}
      tools={
        <>
          <Button
            variant="default"
            aria-expanded={filtersShown || filters > 0}
            leftSection={<Icon name="filter" size={14} />}
            onClick={() => showFilters((shown) => !shown)}
          >
            {filters > 0 ? t('queue.filters', { count: filters }) : t('queue.filter')}
          </Button>
          <SavedViews />
        </>
      }
    >
      <Tabs label={t('queue.kinds')}>
        {[...CASE_KINDS, 'ALL' as const].map((kind) => (
          <Tab
            key={kind}
            active={tab === kind}
            {...(kind !== 'ALL' && { count: counts?.[kind] ?? null })}
            to={{
              to: '/queue',
              search: (old: QueueSearch) => ({ ...old, tab: kind === 'DECISION' ? undefined : kind }),
            }}
          >
            {t(`queue.kind.${kind}`)}
          </Tab>
        ))}
      </Tabs>
      {(filtersShown || filters > 0) && <QueueFilters />}
      {chosen.length > 0 && (
        <div className={styles['bulk']} role="toolbar" aria-label={t('queue.selection')}>
          <strong>{t('queue.selected', { count: chosen.length })}</strong>
          <AssignMenu onAssign={assignMeant} busy={assign.isPending} compact />
          <Button variant="subtle" size="compact-xs" onClick={clear}>
            {t('queue.clear')}
          </Button>
        </div>
      )}
      <div className={styles['news']} role="status">
        {news > 0 && (
          <button
            type="button"
            onClick={() => {
              setTaken((times) => times + 1);
              void queries.invalidateQueries({ queryKey: ['queue', 'list'] });
            }}
          >
            <Icon name="refresh" size={12} />
            {t('queue.news', { count: news })}
          </button>
        )}
      </div>
      <Rows
        label={t('queue.title')}
        columns={columns({ selected, toggle })}
        rows={rows}
        rowKey={keyOf}
        source={source}
        fromTop={taken}
        isSelected={(row) => selected.has(keyOf(row))}
        onCursor={(row) => setCursorKey(keyOf(row))}
        onOpen={({ scanRef, account: name }) => {
          if (scanRef !== null) {
            void navigate({ to: '/cases/$scanRef', params: { scanRef }, search: { account: name } });
          }
        }}
        empty={
          filters > 0 ? (
            <Empty icon="filter" title={t('filter.nothing')}>
              <p>{t('filter.nothing.hint')}</p>
              <ClearFilters />
            </Empty>
          ) : (
            <Empty icon="check" title={t('queue.empty')}>
              <p>{t('queue.empty.hint')}</p>
              <SampleCases />
            </Empty>
          )
        }
      />
    </Screen>
  );
}

/** How many rows have come since the list was read. */
function useNews(rows: readonly Item[], tab: string): number {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const known = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  useEffect(
    () =>
      followQueue((change) => {
        if (change === 'reload') return;
        const matters = change.reasons.some((reason) => tab === 'ALL' || kindOf(reason) === tab);
        setIds((old) => {
          const next = new Set(old);
          if (matters) next.add(change.id);
          else next.delete(change.id);
          return next;
        });
      }),
    [tab],
  );
  return [...ids].filter((id) => !known.has(id)).length;
}

function kindOf(reason: string): CaseKind {
  return CASE_KINDS.find((kind) => kind === reason) ?? 'ATTENTION';
}

/** Rows that were marked with `x`, or by their boxes. */
function useSelection(rows: readonly Item[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const toggle = (row: Item) => {
    const key = keyOf(row);
    setLast(key);
    setSelected((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  };
  const selectTo = (row: Item) => {
    const keys = rows.map(keyOf);
    const [start, end] = [last === null ? 0 : keys.indexOf(last), keys.indexOf(keyOf(row))].toSorted(
      (a, b) => a - b,
    );
    setSelected((old) => new Set([...old, ...keys.slice(Math.max(0, start ?? 0), (end ?? 0) + 1)]));
  };
  return { selected, toggle, selectTo, clear: () => setSelected(new Set()) };
}

function columns({
  selected,
  toggle,
}: {
  selected: ReadonlySet<string>;
  toggle: (row: Item) => void;
}): readonly Column<Item>[] {
  return [
    {
      id: 'select',
      title: '',
      width: '1.25rem',
      narrow: 'hidden',
      cell: (row) => (
        <Checkbox
          size="xs"
          aria-label={t('queue.select', { clientId: row.clientId })}
          checked={selected.has(keyOf(row))}
          onChange={() => toggle(row)}
        />
      ),
    },
    { id: 'due', title: t('queue.due'), width: '8.5rem', cell: (row) => <Due item={row} /> },
    {
      id: 'person',
      title: t('people.person'),
      width: 'minmax(9rem, 1.1fr)',
      narrow: 'lead',
      cell: ({ scanRef, clientId, account }) =>
        scanRef === null ? (
          clientId
        ) : (
          <Link to="/cases/$scanRef" params={{ scanRef }} search={{ account }}>
            {clientId}
          </Link>
        ),
    },
    {
      id: 'status',
      title: t('people.status'),
      width: '7.5rem',
      narrow: 'aside',
      cell: ({ status }) => <Status value={status} />,
    },
    {
      id: 'why',
      title: t('people.why'),
      width: 'minmax(10rem, 2.4fr)',
      narrow: 'line',
      cell: (row) => <span title={why(row)}>{why(row)}</span>,
    },
    { id: 'assignee', title: t('queue.assignee'), width: '8rem', cell: ({ assignee }) => assignee },
    {
      id: 'since',
      title: t('queue.since'),
      width: '7rem',
      narrow: 'hidden',
      cell: ({ since }) => <Time at={since} />,
    },
  ];
}

function why({ reason, fraudTags, mismatchTags }: Item): string {
  const tags = [...fraudTags, ...mismatchTags].map((tag) => tagTitle(tag));
  const isOfTags = reason === 'DECISION' || reason === 'SECOND_PERSON';
  return [...(isOfTags && tags.length > 0 ? [] : [word('attention', reason)]), ...tags].join(', ');
}

function Due({ item: { dueAt, overdue } }: { item: Item }) {
  const at = new Date(dueAt);
  const isOverdue = overdue || at.getTime() < Date.now();
  return (
    <Toned tone={isOverdue ? 'bad' : 'neutral'}>
      <time dateTime={dueAt} className={styles['due']} title={exact(at)}>
        <Icon name={isOverdue ? 'alert' : 'clock'} size={12} />
        {isOverdue
          ? t('queue.overdue', { time: duration((Date.now() - at.getTime()) / 1_000) })
          : relative(at)}
      </time>
    </Toned>
  );
}
