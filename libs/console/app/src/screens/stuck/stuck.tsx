import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePages } from '../../api/pages';
import { answer, api, type Views } from '../../api/rest';
import { number, t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { ConfirmWithReason, useAct } from '../../ui/act';
import { Icon } from '../../ui/icon';
import { Id } from '../../ui/id';
import { type Column, Rows } from '../../ui/rows';
import { Screen } from '../../ui/screen';
import { Empty } from '../../ui/state';
import { Time } from '../../ui/time';
import { MachineState } from '../operations/machine-state';
import { BulkActs } from './bulk-acts';
import { Sparkline } from './sparkline';
import styles from './stuck.module.css';

type DeadLetter = Views['IdenfyDeadLetterView'];
export type StuckGroup = Views['IdenfyStuckGroupView'];

const keyOf = ({ kind, handler, error }: StuckGroup) => `${kind} ${handler ?? ''} ${error}`;

/** Work that was given up, by handler and error. The address names the open group. */
export function Stuck() {
  const { kind } = useSearch({ from: '/stuck' });
  return kind === undefined ? <Groups /> : <OpenGroup />;
}

function useGroups() {
  const account = useAccount();
  return useQuery({
    queryKey: ['dead-letters', 'groups', account],
    queryFn: ({ signal }) => answer(api.GET('/dead-letters/groups', { params: { query: account }, signal })),
  });
}

function Groups() {
  const navigate = useNavigate({ from: '/stuck' });
  const groups = useGroups();
  const rows = groups.data?.items ?? [];
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <Screen title={t('stuck.title')} count={total || null}>
      <MachineState />
      <Rows
        label={t('stuck.title')}
        columns={groupColumns()}
        rows={rows}
        rowKey={keyOf}
        source={{ ...groups, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined }}
        onOpen={({ kind, handler, error }) =>
          void navigate({
            search: (old) => ({ ...old, kind, handler: handler ?? undefined, error: error || undefined }),
          })
        }
        empty={
          <Empty icon="check" title={t('stuck.empty')}>
            <p>{t('stuck.empty.hint')}</p>
          </Empty>
        }
      />
    </Screen>
  );
}

function OpenGroup() {
  const { kind, handler, error } = useSearch({ from: '/stuck' });
  const account = useAccount();
  const navigate = useNavigate({ from: '/stuck' });
  const groups = useGroups();
  const filter = {
    ...account,
    kind: kind as StuckGroup['kind'],
    error: error ?? '',
    ...(handler !== undefined && { handler }),
  };
  const { source, rows } = usePages(['dead-letters', filter], (page, signal) =>
    answer(api.GET('/dead-letters', { params: { query: { ...page, ...filter } }, signal })),
  );
  const title = handler ?? word('stuck.kind', filter.kind);
  const known = groups.data?.items.find(
    (group) => keyOf(group) === keyOf({ ...filter, handler: handler ?? null } as StuckGroup),
  );
  return (
    <Screen
      title={title}
      heading={
        <div className={styles['heading']}>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Icon name="back" size={14} />}
            onClick={() => void navigate({ search: account })}
          >
            {t('stuck.title')}
          </Button>
          <h1>{title}</h1>
          <p>
            <code>{error ?? t('stuck.noError')}</code>
            {known && ` · ${t('stuck.calls', { count: known.count })}`}
          </p>
        </div>
      }
      tools={<BulkActs filter={filter} name={title} />}
    >
      <Rows
        label={title}
        columns={letterColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        source={source}
        onOpen={({ scanRef, account: name }) => {
          if (scanRef === null) return;
          void navigate({
            to: '/cases/$scanRef',
            params: { scanRef },
            search: name === null ? {} : { account: name },
          });
        }}
        empty={
          <Empty icon="check" title={t('stuck.groupEmpty')}>
            <p>{t('stuck.groupEmpty.hint')}</p>
          </Empty>
        }
      />
    </Screen>
  );
}

function groupColumns(): readonly Column<StuckGroup>[] {
  return [
    {
      id: 'handler',
      title: t('stuck.handler'),
      width: 'minmax(10rem, 1.4fr)',
      narrow: 'lead',
      cell: ({ handler, kind }) => (
        <strong className={styles['handler']}>{handler ?? word('stuck.kind', kind)}</strong>
      ),
    },
    {
      id: 'error',
      title: t('stuck.error'),
      width: 'minmax(10rem, 1.6fr)',
      narrow: 'line',
      cell: ({ error }) => error && <code>{error}</code>,
    },
    {
      id: 'count',
      title: t('stuck.count'),
      width: '5rem',
      align: 'end',
      narrow: 'aside',
      cell: ({ count }) => number(count),
    },
    {
      id: 'when',
      title: t('stuck.trend'),
      width: '8rem',
      narrow: 'hidden',
      cell: ({ perDay }) => <Sparkline counts={perDay} />,
    },
    {
      id: 'first',
      title: t('stuck.first'),
      width: '7rem',
      narrow: 'hidden',
      cell: ({ firstSeenAt }) => <Time at={firstSeenAt} />,
    },
    { id: 'last', title: t('stuck.last'), width: '7rem', cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
  ];
}

function letterColumns(): readonly Column<DeadLetter>[] {
  return [
    {
      id: 'scanRef',
      title: t('case.scanRef'),
      width: 'minmax(10rem, 1.4fr)',
      narrow: 'lead',
      cell: ({ scanRef }) => <Id value={scanRef} length={36} />,
    },
    {
      id: 'change',
      title: t('stuck.change'),
      width: 'minmax(9rem, 1.2fr)',
      cell: ({ before, after, eventType }) =>
        before === null ? eventType : `${word('status', before)} → ${word('status', after ?? '')}`,
    },
    {
      id: 'attempts',
      title: t('stuck.attempts'),
      width: '5rem',
      align: 'end',
      narrow: 'hidden',
      cell: ({ attempts }) => number(attempts),
    },
    { id: 'dead', title: t('stuck.last'), width: '7rem', cell: ({ deadAt }) => <Time at={deadAt} /> },
    {
      id: 'retried',
      title: t('stuck.retriedBy'),
      width: '8rem',
      narrow: 'hidden',
      cell: ({ retriedBy }) => retriedBy?.replace(/^staff:/, ''),
    },
    { id: 'act', title: '', width: '5rem', narrow: 'aside', cell: (letter) => <RetryOne letter={letter} /> },
  ];
}

function RetryOne({ letter }: { letter: DeadLetter }) {
  const [opened, setOpened] = useState(false);
  const retry = useAct(
    (reason: string) =>
      answer(api.POST('/dead-letters/{id}/retry', { params: { path: { id: letter.id } }, body: { reason } })),
    () => {
      setOpened(false);
      return t('stuck.retried');
    },
  );
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpened(true)}>
        {t('stuck.retryOne')}
      </Button>
      <ConfirmWithReason
        opened={opened}
        close={() => setOpened(false)}
        title={t('stuck.retryOne')}
        action={t('stuck.retryOne')}
        busy={retry.isPending}
        onConfirm={(reason) => retry.mutate(reason)}
      >
        <p>{t('stuck.retry.what', { handler: letter.handler ?? word('stuck.kind', letter.kind) })}</p>
      </ConfirmWithReason>
    </>
  );
}
