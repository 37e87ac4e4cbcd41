import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api, type Views } from '../../api/rest';
import { filled, language, t, word } from '../../i18n/text';
import { Icon } from '../../ui/icon';
import { Failure, Loading } from '../../ui/state';
import { Badge, type Tone } from '../../ui/tone';
import styles from './operations.module.css';

type Finding = Views['IdenfyFindingView'];

// English comes with the answer; this screen is loaded after the language is known
const german = language() === 'de' ? await import('../../i18n/de-doctor') : null;

const TONES: Readonly<Record<Finding['status'], Tone>> = { ok: 'good', warning: 'caution', failed: 'bad' };
const WORST_FIRST: Readonly<Record<Finding['status'], number>> = { failed: 0, warning: 1, ok: 2 };

/** What is wrong with the deployment, worst first. */
export function Doctor() {
  const doctor = useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) => answer(api.GET('/doctor', { signal })),
    staleTime: 60_000,
  });
  if (doctor.isPending) return <Loading lines={8} />;
  if (doctor.error) return <Failure error={doctor.error} retry={() => void doctor.refetch()} />;
  const { status, checks } = doctor.data;
  const sorted = checks.toSorted((one, other) => WORST_FIRST[one.status] - WORST_FIRST[other.status]);
  const worse = checks.filter((check) => check.status !== 'ok').length;
  return (
    <>
      <div className={styles['verdict']}>
        <Badge tone={TONES[status]}>{word('finding', status)}</Badge>
        <p>
          {worse === 0 ? t('doctor.well', { checks: checks.length }) : t('doctor.findings', { count: worse })}
        </p>
        <Button
          variant="default"
          leftSection={<Icon name="refresh" size={14} />}
          loading={doctor.isFetching}
          onClick={() => void doctor.refetch()}
        >
          {t('doctor.again')}
        </Button>
      </div>
      <ul className={styles['findings']}>
        {sorted.map((finding) => {
          const { check, detail, hint } = translated(finding);
          return (
            <li key={finding.check}>
              <Badge tone={TONES[finding.status]}>{word('finding', finding.status)}</Badge>
              <div>
                <h3>{check}</h3>
                <p>{detail}</p>
                {hint !== null && <p className={styles['hint']}>{hint}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** A finding in the language of the reader; in English where another version of the service knows more than this page. */
function translated(finding: Finding): Record<'check' | 'detail', string> & { hint: string | null } {
  if (!german?.knows(finding)) return finding;
  const texts = finding.found.map(({ code, values }) => {
    const { detail, hint } = german.deFindings[code];
    return { detail: filled(detail, values), hint: hint === undefined ? null : filled(hint, values) };
  });
  return {
    check: german.deChecks[finding.check],
    detail: texts.map(({ detail }) => detail).join(' '),
    hint: texts.find(({ hint }) => hint !== null)?.hint ?? null,
  };
}
