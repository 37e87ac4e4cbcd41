import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { RequestFailed } from '../api/rest';
import { t } from '../i18n/text';
import { Icon, type IconName } from './icon';
import styles from './state.module.css';
import { duration } from './time';

/** Nothing is there: says why, and what to do. */
export function Empty({
  icon = 'inbox',
  title,
  children,
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={styles['state']}>
      <Icon name={icon} size={24} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What is wrong, and what to do. */
export function explain(error: unknown): { title: string; hint: string | null } {
  if (!(error instanceof RequestFailed)) return { title: t('error.unexpected'), hint: null };
  const { status, view, retryAfterSeconds } = error;
  if (status === 0) return { title: t('error.unreachable'), hint: t('error.unreachable.hint') };
  if (status === 403) return { title: t('error.forbidden'), hint: view?.hint ?? t('error.forbidden.hint') };
  if (status === 404) return { title: t('error.missing'), hint: t('error.missing.hint') };
  if (status === 429 && retryAfterSeconds) {
    return {
      title: view?.message ?? t('error.busy'),
      hint: t('error.again', { time: duration(retryAfterSeconds) }),
    };
  }
  return { title: view?.message ?? t('error.unexpected'), hint: view?.hint ?? null };
}

export function Failure({
  error,
  retry,
  inline = false,
  children,
}: {
  error: unknown;
  retry?: () => void;
  inline?: boolean;
  /** What else can be done. */
  children?: ReactNode;
}) {
  const { title, hint } = explain(error);
  return (
    <div className={`${styles['state']} ${styles['failed']} ${inline ? styles['inline'] : ''}`} role="alert">
      <Icon name="alert" size={inline ? 16 : 24} />
      <h2>{title}</h2>
      {hint !== null && <p>{hint}</p>}
      {retry && (
        <Button variant="default" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
      {children}
    </div>
  );
}

const WIDTHS = ['72%', '88%', '64%', '80%', '56%', '76%', '68%', '84%'];

/** Stands where text will be. */
export function Loading({ lines = 6 }: { lines?: number }) {
  return (
    <div className={styles['lines']} role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles['line']} style={{ width: WIDTHS[index % WIDTHS.length] }} />
      ))}
    </div>
  );
}
