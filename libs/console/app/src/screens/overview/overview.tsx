import { Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api, fileOf, save, type Views } from '../../api/rest';
import { Bars } from '../../charts/bars';
import { Chart } from '../../charts/chart';
import { Days } from '../../charts/days';
import { number, percent, t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { tellFailure } from '../../ui/act';
import { ChoiceFilter } from '../../ui/filters';
import { Icon } from '../../ui/icon';
import { Screen } from '../../ui/screen';
import { Failure, Loading } from '../../ui/state';
import { explained, tagTitle } from '../../i18n/tags';
import { duration, Time } from '../../ui/time';
import { Figure } from './figure';
import styles from './overview.module.css';

type Overview = Views['IdenfyOverviewView'];
type Figures = Views['IdenfyOverviewFiguresView'];
type Grouping = 'account' | 'country' | 'document' | 'level';

const PERIODS = ['7', '30', '90'] as const;
const GROUPINGS: readonly Grouping[] = ['country', 'document', 'level', 'account'];
const DAY_MS = 86_400_000;

/** Figures of a period, each with its change to the period before. */
export function Overview() {
  const { period = '30', by: chosen } = useSearch({ from: '/overview' });
  const by = GROUPINGS.find((each) => each === chosen) ?? 'country';
  const account = useAccount();
  const navigate = useNavigate({ from: '/overview' });
  const days = PERIODS.find((each) => each === period) ?? '30';
  const current = useOverview(Number(days), 0, undefined);
  // its days are those of each group, which the other charts have no use for
  const grouped = useOverview(Number(days), 0, by);
  const before = useOverview(Number(days), Number(days), undefined);
  const download = () => {
    const call = api.GET('/overview', {
      params: { query: { ...periodOf(Number(days), 0), ...account } },
      headers: { accept: 'text/csv' },
      parseAs: 'blob',
    });
    fileOf(call).then((csv) => save(csv, `overview-${days}-days.csv`), tellFailure);
  };
  return (
    <Screen
      title={t('overview.title')}
      wide
      tools={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('overview.period')}
            value={days}
            data={PERIODS.map((each) => ({
              value: each,
              label: t('overview.days', { count: Number(each) }),
            }))}
            onChange={(value) =>
              void navigate({
                search: (old) => ({ ...old, period: value === '30' ? undefined : value }),
                replace: true,
              })
            }
          />
          <Button variant="default" leftSection={<Icon name="download" size={14} />} onClick={download}>
            CSV
          </Button>
        </>
      }
    >
      {current.isPending || grouped.isPending ? (
        <Waiting />
      ) : current.error ? (
        <Failure error={current.error} retry={() => void current.refetch()} />
      ) : (
        <>
          <FourFigures now={current.data.total} before={before.data?.total} />
          <div className={styles['charts']}>
            <Outcomes report={current.data} before={before.data?.total} />
            <Durations report={current.data} />
            <Funnel total={current.data.total} />
            <Reasons total={current.data.total} />
            <div>
              <div className={styles['by']}>
                <ChoiceFilter
                  label={t('overview.by')}
                  any={t('overview.by.country')}
                  value={by === 'country' ? undefined : by}
                  choices={GROUPINGS.filter((value) => value !== 'country').map((value) => ({
                    value,
                    label: t(`overview.by.${value}`),
                  }))}
                  onChange={(value) =>
                    void navigate({ search: (old) => ({ ...old, by: value }), replace: true })
                  }
                />
              </div>
              {grouped.error ? (
                <Failure error={grouped.error} retry={() => void grouped.refetch()} inline />
              ) : (
                <Groups report={grouped.data} by={by} />
              )}
            </div>
            <OpenReviews report={current.data} />
          </div>
          <p className={styles['counted']}>
            {t('overview.counted')} <Time at={current.data.countedAt} />. {t('overview.utc')}
          </p>
        </>
      )}
    </Screen>
  );
}

/** Figures and charts, before they are known. */
function Waiting() {
  return (
    <>
      <dl className={styles['figures']}>
        {[1, 2, 3, 4].map((each) => (
          <Figure key={each} name="…" now={null} before={null} format={number} better="none" />
        ))}
      </dl>
      <div className={styles['charts']}>
        {[1, 2, 3, 4].map((each) => (
          <div key={each} className={styles['waiting']}>
            <Loading lines={8} />
          </div>
        ))}
      </div>
    </>
  );
}

/** Whole days in UTC, today included. */
function periodOf(days: number, daysBack: number): { from: string; to: string } {
  const end = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS - daysBack * DAY_MS);
  return { from: new Date(end.getTime() - days * DAY_MS).toISOString(), to: end.toISOString() };
}

function useOverview(days: number, daysBack: number, by: Grouping | undefined) {
  const account = useAccount();
  return useQuery({
    queryKey: ['overview', days, daysBack, by, account],
    staleTime: 60_000,
    // another grouping takes the place of this one when it is there
    ...(by !== undefined && { placeholderData: keepPreviousData }),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/overview', {
          params: { query: { ...periodOf(days, daysBack), ...account, ...(by !== undefined && { by }) } },
          signal,
        }),
      ) as Promise<Overview>,
  });
}

/** Approved of all verdicts; null without one. */
function approvalRate({ approved, denied, suspected }: Figures): number | null {
  const verdicts = approved + denied + suspected;
  return verdicts === 0 ? null : approved / verdicts;
}

function FourFigures({ now, before }: { now: Figures; before: Figures | undefined }) {
  return (
    <dl className={styles['figures']}>
      <Figure
        name={t('overview.started')}
        now={now.started}
        before={before?.started}
        format={number}
        better="none"
      />
      <Figure
        name={t('overview.approvalRate')}
        now={approvalRate(now)}
        before={before && approvalRate(before)}
        format={percent}
        better="more"
      />
      <Figure
        name={t('overview.toVerdict')}
        now={now.timeToVerdict.p50Seconds}
        before={before?.timeToVerdict.p50Seconds}
        format={duration}
        better="less"
      />
      <Figure
        name={t('overview.toDecision')}
        now={now.timeToDecision.p50Seconds}
        before={before?.timeToDecision.p50Seconds}
        format={duration}
        better="less"
      />
    </dl>
  );
}

/** Each day of the period, those without anything to count included. */
function everyDay({ from, to }: Overview): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** The figures of each day, summed over the groups. */
function byDay(report: Overview, value: (day: Overview['days'][number]) => number): readonly number[] {
  const sums = new Map<string, number>();
  for (const day of report.days) sums.set(day.day, (sums.get(day.day) ?? 0) + value(day));
  return everyDay(report).map((day) => sums.get(day) ?? 0);
}

function Outcomes({ report, before }: { report: Overview; before: Figures | undefined }) {
  const days = everyDay(report);
  const series = [
    { name: t('status.APPROVED'), tone: 'good', values: byDay(report, ({ approved }) => approved) },
    { name: t('status.SUSPECTED'), tone: 'caution', values: byDay(report, ({ suspected }) => suspected) },
    { name: t('status.DENIED'), tone: 'bad', values: byDay(report, ({ denied }) => denied) },
  ] as const;
  const some = series.some(({ values }) => values.some((value) => value > 0));
  return (
    <Chart
      title={statement(approvalRate(report.total), before && approvalRate(before))}
      name="outcomes"
      table={{
        columns: [t('overview.day'), ...series.map(({ name }) => name)],
        rows: some ? days.map((day, index) => [day, ...series.map(({ values }) => values[index] ?? 0)]) : [],
      }}
    >
      <Days days={days} series={series} kind="bars" format={number} />
    </Chart>
  );
}

function statement(now: number | null, before: number | null | undefined): string {
  if (now === null) return t('overview.outcomes');
  const rate = percent(now);
  if (before == null || percent(before) === rate) return t('overview.rate.is', { rate });
  return now > before ? t('overview.rate.rose', { rate }) : t('overview.rate.fell', { rate });
}

function Durations({ report }: { report: Overview }) {
  const days = everyDay(report);
  const found = new Map(report.days.map((day) => [day.day, day.timeToVerdict]));
  const p50 = days.map((day) => found.get(day)?.p50Seconds ?? null);
  const p90 = days.map((day) => found.get(day)?.p90Seconds ?? null);
  const { timeToVerdict } = report.total;
  return (
    <Chart
      title={
        timeToVerdict.p90Seconds === null
          ? t('overview.verdictTimes')
          : t('overview.verdictTimes.is', { time: duration(timeToVerdict.p90Seconds) })
      }
      name="time-to-verdict"
      table={{
        columns: [t('overview.day'), t('overview.p50'), t('overview.p90')],
        rows:
          timeToVerdict.count === 0
            ? []
            : days.map((day, index) => [day, p50[index] ?? null, p90[index] ?? null]),
      }}
    >
      <Days
        days={days}
        series={[
          { name: t('overview.p50'), tone: 'notice', values: p50 },
          { name: t('overview.p90'), tone: 'neutral', values: p90 },
        ]}
        kind="lines"
        format={duration}
      />
    </Chart>
  );
}

function Funnel({ total }: { total: Figures }) {
  const { started, submitted, approved, denied, suspected } = total;
  const steps = [
    [t('overview.funnel.started'), started, 'neutral'],
    [t('overview.funnel.submitted'), submitted, 'notice'],
    [t('overview.funnel.verdict'), approved + denied + suspected, 'notice'],
    [t('overview.funnel.approved'), approved, 'good'],
  ] as const;
  return (
    <Chart
      title={
        started === 0
          ? t('overview.funnel')
          : t('overview.funnel.is', { rate: percent(Math.min(1, submitted / started)) })
      }
      name="funnel"
      table={{
        columns: [t('overview.step'), t('stuck.count')],
        rows: started === 0 ? [] : steps.map(([name, value]) => [name, value]),
      }}
    >
      <Bars
        bars={steps.map(([name, value, tone]) => ({
          name,
          value,
          tone,
          shown: `${number(value)} · ${percent(started === 0 ? 0 : value / started)}`,
        }))}
      />
    </Chart>
  );
}

function Reasons({ total }: { total: Figures }) {
  const reasons = total.denialReasons.slice(0, 8);
  const nameOf = (reason: string) => {
    const known = word('result', reason);
    return explained(reason) !== null ? tagTitle(reason) : known;
  };
  const [first] = reasons;
  return (
    <Chart
      title={first ? t('overview.reasons.is', { reason: nameOf(first.reason) }) : t('overview.reasons')}
      name="denial-reasons"
      table={{
        columns: [t('overview.reason'), t('stuck.count')],
        rows: total.denialReasons.map(({ reason, count }) => [nameOf(reason), count]),
      }}
    >
      <Bars
        bars={reasons.map(({ reason, count }) => ({ name: nameOf(reason), value: count, tone: 'bad' }))}
      />
    </Chart>
  );
}

function Groups({ report, by }: { report: Overview; by: Grouping }) {
  const groups = report.groups.toSorted((one, other) => other.started - one.started).slice(0, 12);
  return (
    <Chart
      title={t('overview.groups', { by: t(`overview.by.${by}`) })}
      name={`by-${by}`}
      table={{
        columns: [
          t('overview.group'),
          t('overview.started'),
          t('status.APPROVED'),
          t('status.DENIED'),
          t('status.SUSPECTED'),
        ],
        rows: report.groups.map(({ group, started, approved, denied, suspected }) => [
          group ?? t('overview.noGroup'),
          started,
          approved,
          denied,
          suspected,
        ]),
      }}
    >
      <Bars
        bars={groups.map((group) => {
          const rate = approvalRate(group);
          return {
            name: group.group ?? t('overview.noGroup'),
            value: group.started,
            shown: `${number(group.started)}${rate === null ? '' : ` · ${t('overview.approvedShare', { rate: percent(rate) })}`}`,
          };
        })}
      />
    </Chart>
  );
}

function OpenReviews({ report }: { report: Overview }) {
  const sums = new Map<number | null, number>();
  for (const { ages } of report.openReviews) {
    for (const { belowHours, count } of ages) sums.set(belowHours, (sums.get(belowHours) ?? 0) + count);
  }
  const ages = [...sums];
  const total = ages.reduce((sum, [, count]) => sum + count, 0);
  const nameOf = (hours: number | null) =>
    hours === null ? t('overview.older') : t('overview.below', { time: duration(hours * 3_600) });
  return (
    <Chart
      title={t('overview.open', { count: total })}
      name="open-reviews"
      table={{
        columns: [t('overview.age'), t('stuck.count')],
        rows: total === 0 ? [] : ages.map(([hours, count]) => [nameOf(hours), count]),
      }}
    >
      <Bars
        bars={ages.map(([hours, count]) => ({
          name: nameOf(hours),
          value: count,
          tone: hours === null ? 'caution' : 'notice',
        }))}
      />
    </Chart>
  );
}
