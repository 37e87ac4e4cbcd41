import { useSearch } from '@tanstack/react-router';
import { usePages } from '../../api/pages';
import { answer, api, type Views } from '../../api/rest';
import { number, t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { Id } from '../../ui/id';
import { type Column, Rows } from '../../ui/rows';
import { Screen, Tab, Tabs } from '../../ui/screen';
import { Empty } from '../../ui/state';
import { Time } from '../../ui/time';
import { Badge } from '../../ui/tone';
import { Doctor } from './doctor';
import { Inbox } from './inbox';
import { MachineState } from './machine-state';
import { Handlers, Work } from './work';

const TABS = ['doctor', 'work', 'handlers', 'inbox', 'orphans', 'drift'] as const;

/** The state of the machine: what the doctor finds, and what iDenfy sends that is not understood. */
export function Operations() {
  const { tab = 'doctor' } = useSearch({ from: '/operations' });
  return (
    <Screen title={t('operations.title')}>
      <MachineState />
      <Tabs label={t('operations.title')}>
        {TABS.map((name) => (
          <Tab
            key={name}
            active={tab === name}
            to={{
              to: '/operations',
              search: (old) => ({ ...old, tab: name === 'doctor' ? undefined : name }),
            }}
          >
            {t(`operations.${name}`)}
          </Tab>
        ))}
      </Tabs>
      {tab === 'work' ? (
        <Work />
      ) : tab === 'handlers' ? (
        <Handlers />
      ) : tab === 'inbox' ? (
        <Inbox />
      ) : tab === 'orphans' ? (
        <Orphans />
      ) : tab === 'drift' ? (
        <Drift />
      ) : (
        <Doctor />
      )}
    </Screen>
  );
}

type Orphan = Views['IdenfyOrphanView'];

function Orphans() {
  const account = useAccount();
  const { source, rows } = usePages(['orphans', account], (page, signal) =>
    answer(api.GET('/orphans', { params: { query: { ...page, ...account } }, signal })),
  );
  const columns: readonly Column<Orphan>[] = [
    {
      id: 'scanRef',
      title: t('case.scanRef'),
      width: 'minmax(10rem, 1.4fr)',
      narrow: 'lead',
      cell: ({ scanRef }) => <Id value={scanRef} length={36} />,
    },
    {
      id: 'state',
      title: t('orphans.state'),
      width: '9rem',
      cell: ({ state }) => (
        <Badge tone={state === 'orphan' ? 'notice' : 'caution'}>{word('orphan', state)}</Badge>
      ),
    },
    {
      id: 'event',
      title: t('orphans.event'),
      width: 'minmax(8rem, 1fr)',
      cell: ({ eventType }) => eventType,
    },
    { id: 'why', title: t('orphans.reason'), width: 'minmax(8rem, 2fr)', cell: ({ reason }) => reason },
    {
      id: 'deliveries',
      title: t('orphans.deliveries'),
      width: '6rem',
      align: 'end',
      narrow: 'hidden',
      cell: ({ deliveries }) => number(deliveries),
    },
    { id: 'at', title: t('orphans.at'), width: '7rem', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
  ];
  return (
    <Rows
      label={t('operations.orphans')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      source={source}
      empty={
        <Empty icon="check" title={t('orphans.empty')}>
          <p>{t('orphans.empty.hint')}</p>
        </Empty>
      }
    />
  );
}

type Difference = Views['IdenfyContractDifferenceView'];

function Drift() {
  const account = useAccount();
  const { source, rows } = usePages(['drift', account], (page, signal) =>
    answer(api.GET('/contract-drift', { params: { query: { ...page, ...account } }, signal })),
  );
  const columns: readonly Column<Difference>[] = [
    {
      id: 'path',
      title: t('drift.path'),
      width: 'minmax(10rem, 2fr)',
      narrow: 'lead',
      cell: ({ path }) => <code>{path}</code>,
    },
    { id: 'kind', title: t('drift.kind'), width: '9rem', cell: ({ kind }) => word('drift', kind) },
    { id: 'found', title: t('drift.found'), width: 'minmax(7rem, 1fr)', cell: ({ found }) => found },
    {
      id: 'seen',
      title: t('drift.seen'),
      width: '6rem',
      align: 'end',
      cell: ({ seen }) => number(seen),
    },
    {
      id: 'first',
      title: t('drift.first'),
      width: '7rem',
      narrow: 'hidden',
      cell: ({ firstSeenAt }) => <Time at={firstSeenAt} />,
    },
    { id: 'last', title: t('drift.last'), width: '7rem', cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
  ];
  return (
    <Rows
      label={t('operations.drift')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      source={source}
      empty={
        <Empty icon="check" title={t('drift.empty')}>
          <p>{t('drift.empty.hint')}</p>
        </Empty>
      }
    />
  );
}
