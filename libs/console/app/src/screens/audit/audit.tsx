import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { usePages } from '../../api/pages';
import { answer, api, type Views } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { between, DayFilter, TextFilter } from '../../ui/filters';
import { shortened } from '../../ui/id';
import { type Column, Rows } from '../../ui/rows';
import { Filters, Screen } from '../../ui/screen';
import { Empty } from '../../ui/state';
import { Time } from '../../ui/time';
import { Integrity } from './integrity';

type Access = Views['IdenfyAccessView'];

/** Who has seen or changed what, and why. */
export function Audit() {
  const search = useSearch({ from: '/audit' });
  const account = useAccount();
  const navigate = useNavigate({ from: '/audit' });
  const mayReview = useMay('review');
  const set = (changed: typeof search) =>
    void navigate({ search: (old) => ({ ...old, ...changed }), replace: true });
  const { scanRef, staff, from, to } = search;
  const { source, rows } = usePages(['audit', search], (page, signal) =>
    answer(
      api.GET('/audit', {
        params: {
          query: {
            ...page,
            ...account,
            ...between(from, to),
            ...(scanRef !== undefined && { scanRef }),
            ...(staff !== undefined && { staff }),
          },
        },
        signal,
      }),
    ),
  );
  const isFiltered = Object.keys(search).some((name) => name !== 'account');
  return (
    <Screen title={t('audit.title')} tools={<Integrity />}>
      <Filters>
        <TextFilter label={t('audit.staff')} value={staff} onChange={(value) => set({ staff: value })} />
        <TextFilter label={t('case.scanRef')} value={scanRef} onChange={(value) => set({ scanRef: value })} />
        <DayFilter label={t('filter.from')} value={from} onChange={(value) => set({ from: value })} />
        <DayFilter label={t('filter.to')} value={to} onChange={(value) => set({ to: value })} />
        {isFiltered && (
          <Button variant="subtle" onClick={() => void navigate({ search: account, replace: true })}>
            {t('filter.clear')}
          </Button>
        )}
      </Filters>
      <Rows
        label={t('audit.title')}
        columns={columns(mayReview)}
        rows={rows}
        rowKey={({ at, staff: by, action, scanRef: about, detail }) =>
          [at, by, action, about, detail].join(' ')
        }
        source={source}
        empty={
          <Empty icon="audit" title={isFiltered ? t('filter.nothing') : t('audit.empty')}>
            <p>{isFiltered ? t('filter.nothing.hint') : t('audit.empty.hint')}</p>
          </Empty>
        }
      />
    </Screen>
  );
}

function columns(mayReview: boolean): readonly Column<Access>[] {
  return [
    { id: 'at', title: t('audit.at'), width: '7rem', cell: ({ at }) => <Time at={at} /> },
    { id: 'staff', title: t('audit.staff'), width: 'minmax(7rem, 1fr)', cell: ({ staff }) => staff },
    {
      id: 'action',
      title: t('audit.action'),
      width: 'minmax(9rem, 1.2fr)',
      narrow: 'lead',
      cell: ({ action, detail }) => (
        <>
          {word('action', action)}
          {detail !== null && <span className="muted"> {detail}</span>}
        </>
      ),
    },
    {
      id: 'about',
      title: t('audit.about'),
      width: 'minmax(9rem, 1.4fr)',
      cell: ({ scanRef, clientId, account }) => {
        const name = shortened(clientId ?? scanRef ?? '', 28);
        return mayReview && scanRef !== null ? (
          <Link to="/cases/$scanRef" params={{ scanRef }} search={account === null ? {} : { account }}>
            {name}
          </Link>
        ) : (
          name
        );
      },
    },
    {
      id: 'reason',
      title: t('audit.reason'),
      width: 'minmax(10rem, 2.4fr)',
      narrow: 'line',
      cell: ({ reason }) => <span title={reason ?? undefined}>{reason}</span>,
    },
  ];
}
