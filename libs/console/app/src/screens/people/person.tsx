import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type Page, usePages } from '../../api/pages';
import { answer, api, type StaffVerification } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { Id } from '../../ui/id';
import { type Column, Rows } from '../../ui/rows';
import { Fact, Facts, Screen, Section } from '../../ui/screen';
import { Empty, Failure } from '../../ui/state';
import { Time } from '../../ui/time';
import { Status } from '../../ui/tone';
import { reasons } from './people';
import { PersonActions, PersonRetention } from './retention';

/** One person: where they stand, all their attempts, what is kept about them. */
export function Person() {
  const { clientId } = useParams({ from: '/people/$clientId' });
  const account = useAccount();
  const navigate = useNavigate();
  const mayRetain = useMay('retain');
  const standing = useQuery({
    queryKey: ['standing', clientId, account],
    queryFn: ({ signal }) =>
      answer(api.GET('/clients/{clientId}', { params: { path: { clientId }, query: account }, signal })),
  });
  const { source, rows } = usePages(['verifications', { clientId }, account], (page, signal) =>
    answer(api.GET('/verifications', { params: { query: { ...page, ...account, clientId } }, signal })).then(
      (found) => found as Page<StaffVerification>,
    ),
  );
  return (
    <Screen
      title={clientId}
      heading={
        <h1>
          <Id value={clientId} length={40} />
          {standing.data && <Status value={standing.data.standing} />}
        </h1>
      }
      tools={<PersonActions clientId={clientId} />}
    >
      <Section title={t('person.standing')}>
        {standing.error ? (
          <Failure error={standing.error} retry={() => void standing.refetch()} inline />
        ) : (
          <Facts>
            <Fact name={t('person.standing')}>
              {standing.data ? <Status value={standing.data.standing} /> : '…'}
            </Fact>
            <Fact name={t('person.verifiedUntil')}>
              {standing.isPending ? (
                '…'
              ) : standing.data.verifiedUntil === null ? (
                t('person.noEnd')
              ) : (
                <Time at={standing.data.verifiedUntil} />
              )}
            </Fact>
            <Fact name={t('person.nextStep')}>
              {standing.data ? word('nextStep', standing.data.nextStep) : '…'}
            </Fact>
          </Facts>
        )}
      </Section>
      {mayRetain && <PersonRetention clientId={clientId} />}
      <Section title={t('person.attempts')}>{null}</Section>
      <Rows
        label={t('person.attempts')}
        columns={columns()}
        rows={rows}
        rowKey={({ id }) => id}
        source={source}
        onOpen={({ scanRef, account: name }) => {
          if (scanRef !== null) {
            void navigate({ to: '/cases/$scanRef', params: { scanRef }, search: { account: name } });
          }
        }}
        empty={<Empty icon="person" title={t('person.noAttempts')} />}
      />
    </Screen>
  );
}

function columns(): readonly Column<StaffVerification>[] {
  return [
    {
      id: 'scanRef',
      title: t('case.scanRef'),
      width: 'minmax(10rem, 1fr)',
      narrow: 'lead',
      cell: ({ scanRef, account }) =>
        scanRef === null ? (
          <span className="muted">{t('people.noSession')}</span>
        ) : (
          <Link to="/cases/$scanRef" params={{ scanRef }} search={{ account }}>
            <code>{scanRef}</code>
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
      id: 'started',
      title: t('people.started'),
      width: '7rem',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'closed',
      title: t('people.closed'),
      width: '7rem',
      narrow: 'hidden',
      cell: ({ closedAt }) => <Time at={closedAt} />,
    },
  ];
}
