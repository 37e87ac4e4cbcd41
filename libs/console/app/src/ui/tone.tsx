import type { ReactNode } from 'react';
import { word } from '../i18n/text';
import { Icon, type IconName } from './icon';
import styles from './tone.module.css';

/** What a colour says; a word and an icon always say it too. */
export type Tone = 'good' | 'bad' | 'caution' | 'notice' | 'neutral';

const ICONS: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  bad: 'cross',
  caution: 'alert',
  notice: 'clock',
  neutral: 'dot',
};

export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={styles['badge']} data-tone={tone}>
      <Icon name={icon ?? ICONS[tone]} size={12} />
      {children}
    </span>
  );
}

/** Text in a colour, without a box. */
export function Toned({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles['plain']} data-tone={tone}>
      {children}
    </span>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  APPROVED: 'good',
  VERIFIED: 'good',
  ACCEPTED: 'good',
  DENIED: 'bad',
  REJECTED: 'bad',
  START_FAILED: 'bad',
  SUSPECTED: 'caution',
  UNKNOWN: 'caution',
  REVIEWING: 'notice',
  PENDING: 'notice',
  ACTIVE: 'notice',
  STARTING: 'notice',
};

/** A status, a decision or a standing. */
export function Status({ value }: { value: string }) {
  return <Badge tone={TONES[value] ?? 'neutral'}>{word('status', value)}</Badge>;
}
