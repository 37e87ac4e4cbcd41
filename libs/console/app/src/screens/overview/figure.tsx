import { percent, t } from '../../i18n/text';
import { Toned } from '../../ui/tone';
import styles from './overview.module.css';

interface Props {
  readonly name: string;
  readonly now: number | null;
  readonly before: number | null | undefined;
  readonly format: (value: number) => string;
  /** Which change is good. */
  readonly better: 'more' | 'less' | 'none';
}

/** One number, and its change to the period before. */
export function Figure({ name, now, before, format, better }: Props) {
  const change = now !== null && before ? now / before - 1 : null;
  const isBetter = change !== null && (better === 'more' ? change > 0 : change < 0);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{now === null ? '–' : format(now)}</strong>
        <span className={styles['change']}>
          {change === null ? (
            t('overview.noBefore')
          ) : Math.abs(change) < 0.005 ? (
            t('overview.same')
          ) : (
            <Toned tone={better === 'none' ? 'neutral' : isBetter ? 'good' : 'bad'}>
              <span aria-hidden="true">{change > 0 ? '↑' : '↓'}</span>{' '}
              {t(change > 0 ? 'overview.more' : 'overview.less', { rate: percent(Math.abs(change)) })}
            </Toned>
          )}
        </span>
      </dd>
    </div>
  );
}
