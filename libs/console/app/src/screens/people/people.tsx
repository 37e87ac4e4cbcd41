import { Button } from '@mantine/core';
import { ATTENTIONS, VERIFICATION_STATUSES } from '@nestjs-idenfy/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type Page, usePages } from '../../api/pages';
import { answer, api, type StaffVerification } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { between, ChoiceFilter, DayFilter, TextFilter, wordChoices } from '../../ui/filters';
import { Id } from '../../ui/id';
import { type Column, Rows } from '../../ui/rows';
import { Filters, Screen } from '../../ui/screen';
import { Empty } from '../../ui/state';
import { tagTitle } from '../../i18n/tags';
import { Time } from '../../ui/time';
import { Status } from '../../ui/tone';

/** Every verification, newest first. */
export function People() {
  const search = useSearch({ from: '/people' });
  const account = useAccount();
  const navigate = useNavigate({ from: '/people' });
  const set = (changed: typeof search) =>
    void navigate({ search: (old) => ({ ...old, ...changed }), replace: true });
  const { clientId, status, attention, from, to } = search;
  const { source, rows } = usePages(['verifications', search], (page, signal) =>
    answer(
      api.GET('/verifications', {
        params: {
          query: {
            ...page,
            ...account,
            ...between(from, to),
            ...(clientId !== undefined && { clientId }),
            ...(status !== undefined && { status }),
            ...(attention !== undefined && { attention }),
          },
        },
        signal,
      }),
    ).then((found) => found as Page<StaffVerification>),
  );
  const isFiltered = Object.keys(search).some((name) => name !== 'account');
  return (
    <Screen title={t('people.title')}>
      <Filters>
        <TextFilter
          label={t('people.clientId')}
          value={clientId}
          onChange={(value) => set({ clientId: value })}
        />
        <ChoiceFilter
          label={t('people.status')}
          any={t('filter.any')}
          value={status}
          choices={wordChoices('status', VERIFICATION_STATUSES)}
          onChange={(value) => set({ status: value })}
        />
        <ChoiceFilter
          label={t('people.attention')}
          any={t('filter.any')}
          value={attention}
          choices={[
            { value: 'true', label: t('people.anyAttention') },
            ...wordChoices('attention', ATTENTIONS),
          ]}
          onChange={(value) => set({ attention: value })}
        />
        <DayFilter label={t('filter.from')} value={from} onChange={(value) => set({ from: value })} />
        <DayFilter label={t('filter.to')} value={to} onChange={(value) => set({ to: value })} />
        {isFiltered && (
          <Button variant="subtle" onClick={() => void navigate({ search: account, replace: true })}>
            {t('filter.clear')}
          </Button>
        )}
      </Filters>
      <Rows
        label={t('people.title')}
        columns={columns()}
        rows={rows}
        rowKey={({ id }) => id}
        source={source}
        onOpen={(row) => {
          const { scanRef } = row;
          if (scanRef !== null) {
            void navigate({ to: '/cases/$scanRef', params: { scanRef }, search: { account: row.account } });
          }
        }}
        empty={
          <Empty icon="people" title={isFiltered ? t('filter.nothing') : t('people.empty')}>
            <p>{isFiltered ? t('filter.nothing.hint') : t('people.empty.hint')}</p>
          </Empty>
        }
      />
    </Screen>
  );
}

function columns(): readonly Column<StaffVerification>[] {
  return [
    {
      id: 'person',
      title: t('people.person'),
      width: 'minmax(9rem, 1.2fr)',
      narrow: 'lead',
      cell: ({ clientId, account }) => (
        <Link to="/people/$clientId" params={{ clientId }} search={{ account }}>
          {clientId}
        </Link>
      ),
    },
    {
      id: 'status',
      title: t('people.status'),
      width: '9rem',
      narrow: 'aside',
      cell: ({ decision, status }) => <Status value={decision ?? status} />,
    },
    {
      id: 'why',
      title: t('people.why'),
      width: 'minmax(8rem, 2fr)',
      cell: (row) => <span className="muted">{reasons(row)}</span>,
    },
    {
      id: 'scanRef',
      title: t('case.scanRef'),
      width: '12rem',
      narrow: 'hidden',
      cell: ({ scanRef }) => <Id value={scanRef} />,
    },
    {
      id: 'started',
      title: t('people.started'),
      width: '7rem',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
}

/** Reasons for attention first, then what iDenfy found. */
export function reasons(row: Pick<StaffVerification, 'attention' | 'fraudTags' | 'mismatchTags'>): string {
  return [
    ...row.attention.map((reason) => word('attention', reason)),
    ...[...row.fraudTags, ...row.mismatchTags].map((tag) => tagTitle(tag)),
  ].join(', ');
}
