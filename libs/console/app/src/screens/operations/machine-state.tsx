import { useOperations } from '../../frame/counts';
import { number, t } from '../../i18n/text';
import { duration } from '../../ui/time';
import { Toned, type Tone } from '../../ui/tone';
import styles from './operations.module.css';

/** The state of the machine in words: webhooks, sweep, iDenfy, budget. Nothing while it is not known. */
export function MachineState() {
  const { data } = useOperations();
  if (!data) return <p className={styles['machine']} />;
  const { applying, inbox, jobs, accounts, runsWithoutHandler } = data;
  const sweep = jobs.find(({ job }) => job === 'sweep');
  const sentences: readonly { key: string; tone: Tone; text: string }[] = [
    ...(applying.p50Ms === null
      ? []
      : [
          {
            key: 'applied',
            tone: 'neutral' as const,
            text: t('machine.applied', { time: duration(applying.p50Ms / 1_000) }),
          },
        ]),
    ...(inbox.unapplied > 0
      ? [
          {
            key: 'unapplied',
            tone: inbox.oldestSeconds > 60 ? ('bad' as const) : ('neutral' as const),
            text: t('machine.unapplied', { count: inbox.unapplied, time: duration(inbox.oldestSeconds) }),
          },
        ]
      : []),
    ...(sweep
      ? [
          {
            key: 'sweep',
            tone: 'neutral' as const,
            text: t('machine.sweep', { time: duration(sweep.succeededSecondsAgo) }),
          },
        ]
      : []),
    ...accounts.flatMap(({ account, circuit, requestsLeft, requestsPerHour, answered, medianMs }) => {
      const name = accounts.length > 1 ? `iDenfy (${account})` : 'iDenfy';
      return [
        circuit !== 'closed'
          ? { key: `${account} circuit`, tone: 'bad' as const, text: t('machine.circuit', { name }) }
          : answered === false
            ? { key: `${account} silent`, tone: 'bad' as const, text: t('machine.silent', { name }) }
            : medianMs === null
              ? { key: `${account} idle`, tone: 'neutral' as const, text: t('machine.idle', { name }) }
              : {
                  key: `${account} answers`,
                  tone: 'neutral' as const,
                  text: t('machine.answers', { name, time: `${number(Math.round(medianMs))} ms` }),
                },
        ...(requestsLeft === null
          ? []
          : [
              {
                key: `${account} budget`,
                tone: requestsLeft < requestsPerHour / 10 ? ('caution' as const) : ('neutral' as const),
                text: t('machine.budget', { left: number(requestsLeft), all: number(requestsPerHour) }),
              },
            ]),
      ];
    }),
    ...runsWithoutHandler.map(({ handler, count }) => ({
      key: `handler ${handler}`,
      tone: 'bad' as const,
      text: t('machine.noHandler', { handler, count }),
    })),
  ];
  return (
    <p className={styles['machine']}>
      {sentences.map(({ key, tone, text }) => (
        <Toned key={key} tone={tone}>
          {text}{' '}
        </Toned>
      ))}
    </p>
  );
}
