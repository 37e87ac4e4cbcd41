import type { ReactNode } from 'react';
import type { Tone } from '../ui/tone';
import styles from './chart.module.css';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What stands beside it; otherwise the value. */
  readonly shown?: ReactNode;
  readonly tone?: Tone;
}

/** Parts by size, as bars with their numbers. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={styles['bars']}>
      {bars.map(({ name, value, shown, tone = 'notice' }) => (
        <li key={name}>
          <span>{name}</span>
          <span className={styles['value']}>{shown ?? value}</span>
          <div className={styles['track']}>
            <div
              className={`${styles['fill']} ${styles[tone]}`}
              style={{ width: `${(100 * value) / most}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
