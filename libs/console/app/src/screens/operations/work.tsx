import { useQuery } from '@tanstack/react-query';
import { answer, api, type Views } from '../../api/rest';
import { useOperations } from '../../frame/counts';
import { number, t, word } from '../../i18n/text';
import { type Column, Rows } from '../../ui/rows';
import { Fact, Facts, Section } from '../../ui/screen';
import { Empty, Failure, Loading } from '../../ui/state';
import { duration, Time } from '../../ui/time';
import { Badge } from '../../ui/tone';

/** Periodic jobs, the parts of the process that answers, and iDenfy by account. */
export function Work() {
  const operations = useOperations();
  if (operations.isPending) return <Loading lines={8} />;
  if (operations.error) return <Failure error={operations.error} retry={() => void operations.refetch()} />;
  const { jobs, parts, accounts } = operations.data;
  return (
    <>
      <Section title={t('work.jobs')}>
        <Facts>
          {jobs.map(({ job, succeededSecondsAgo }) => (
            <Fact key={job} name={job}>
              {t('work.ago', { time: duration(succeededSecondsAgo) })}
            </Fact>
          ))}
        </Facts>
      </Section>
      <Section title={t('work.parts')}>
        <Facts>
          {parts.map(({ part, sinceMs, stuck }) => (
            <Fact key={part} name={part}>
              <Badge tone={stuck ? 'bad' : 'good'}>{stuck ? t('work.stuck') : t('work.runs')}</Badge>{' '}
              {t('work.ago', { time: duration(sinceMs / 1_000) })}
            </Fact>
          ))}
        </Facts>
      </Section>
      {accounts.map(({ account, circuit, requestsLeft, requestsPerHour, medianMs, lastAt }) => (
        <Section key={account} title={`${t('work.accounts')}: ${account}`}>
          <Facts>
            <Fact name={t('work.circuit')}>
              <Badge tone={circuit === 'closed' ? 'good' : 'bad'}>{word('circuit', circuit)}</Badge>
            </Fact>
            <Fact name={t('work.left')}>
              {requestsLeft === null ? null : `${number(requestsLeft)} / ${number(requestsPerHour)}`}
            </Fact>
            <Fact name={t('work.median')}>
              {medianMs === null ? null : `${number(Math.round(medianMs))} ms`} <Time at={lastAt} />
            </Fact>
          </Facts>
        </Section>
      ))}
    </>
  );
}

type Handler = Views['IdenfyHandlerView'];

/** Who listens, and since when. */
export function Handlers() {
  const handlers = useQuery({
    queryKey: ['handlers'],
    queryFn: ({ signal }) => answer(api.GET('/handlers', { signal })),
  });
  const columns: readonly Column<Handler>[] = [
    {
      id: 'name',
      title: t('handlers.name'),
      width: 'minmax(10rem, 1.4fr)',
      narrow: 'lead',
      cell: ({ name, getsRuns }) => (
        <>
          <code>{name}</code>
          {!getsRuns && <span className="muted"> {t('handlers.gone')}</span>}
        </>
      ),
    },
    {
      id: 'filter',
      title: t('handlers.filter'),
      width: 'minmax(9rem, 1.6fr)',
      narrow: 'line',
      cell: ({ kind, filter }) => [kind, filter?.join(', ')].filter(Boolean).join(': '),
    },
    {
      id: 'pending',
      title: t('handlers.pending'),
      width: '5rem',
      align: 'end',
      cell: ({ pending }) => number(pending),
    },
    { id: 'dead', title: t('handlers.dead'), width: '5rem', align: 'end', cell: ({ dead }) => number(dead) },
    {
      id: 'since',
      title: t('handlers.since'),
      width: '7rem',
      narrow: 'hidden',
      cell: ({ since }) => <Time at={since} />,
    },
    { id: 'until', title: t('handlers.until'), width: '7rem', cell: ({ until }) => <Time at={until} /> },
  ];
  return (
    <Rows
      label={t('operations.handlers')}
      columns={columns}
      rows={handlers.data?.items ?? []}
      rowKey={({ name, kind, filter }) => [name, kind, filter?.join()].join(' ')}
      source={{ ...handlers, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined }}
      empty={
        <Empty icon="pulse" title={t('handlers.empty')}>
          <p>{t('handlers.empty.hint')}</p>
        </Empty>
      }
    />
  );
}
