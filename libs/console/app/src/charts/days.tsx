import { type PointerEvent, useState } from 'react';
import { day as dayText } from '../ui/time';
import type { Tone } from '../ui/tone';
import styles from './chart.module.css';

export interface Series {
  readonly name: string;
  readonly tone: Tone;
  /** One value for each day; null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

interface Props {
  /** `2026-11-26`, each day of the period. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  /** Bars stand on each other; lines do not. */
  readonly kind: 'bars' | 'lines';
  readonly format: (value: number) => string;
}

const HEIGHT = 180;
const STEP = 10;

/** Values by day, with the numbers of the day under the pointer. The table behind the chart has all of them. */
export function Days({ days, series, kind, format }: Props) {
  const [hovered, setHovered] = useState<number | null>(null);
  const highest = Math.max(
    1,
    ...days.map((_, index) => {
      const values = series.map(({ values: all }) => all[index] ?? 0);
      return kind === 'bars' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
    }),
  );
  const y = (value: number) => HEIGHT - (HEIGHT - 8) * (value / highest);
  const move = ({ nativeEvent, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const index = Math.floor((days.length * nativeEvent.offsetX) / currentTarget.clientWidth);
    setHovered(index >= 0 && index < days.length ? index : null);
  };
  return (
    <>
      <ul className={styles['legend']}>
        {series.map(({ name, tone }) => (
          <li key={name}>
            <span className={`${styles['key']} ${styles[tone]}`} />
            {name}
          </li>
        ))}
      </ul>
      <div className={styles['plot']} onPointerMove={move} onPointerLeave={() => setHovered(null)}>
        <svg viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 0.5, 1].map((part) => (
            <line
              key={part}
              className={styles['grid']}
              x1={0}
              x2={days.length * STEP}
              y1={y(highest * part)}
              y2={y(highest * part)}
            />
          ))}
          {hovered !== null && (
            <rect className={styles['hover']} x={hovered * STEP} y={0} width={STEP} height={HEIGHT} />
          )}
          {kind === 'bars'
            ? days.map((day, index) => {
                let base = 0;
                return series.map(({ name, tone, values }) => {
                  const value = values[index] ?? 0;
                  const top = y(base + value);
                  const height = y(base) - top;
                  base += value;
                  return value === 0 ? null : (
                    <rect
                      key={`${day} ${name}`}
                      className={`${styles['bar']} ${styles[tone]}`}
                      x={index * STEP + 1.5}
                      y={top}
                      width={STEP - 3}
                      height={height}
                    />
                  );
                });
              })
            : series.map(({ name, tone, values }) => (
                <path key={name} className={`${styles['line']} ${styles[tone]}`} d={pathOf(values, y)} />
              ))}
        </svg>
        <span className={styles['scale']}>{format(highest)}</span>
        {hovered !== null && (
          <div
            className={styles['tip']}
            style={
              hovered < days.length / 2
                ? { left: `${(100 * (hovered + 1)) / days.length}%` }
                : { right: `${100 - (100 * hovered) / days.length}%` }
            }
          >
            <strong>{dayText(new Date(`${days[hovered]}T00:00:00`))}</strong>
            {series.map(({ name, tone, values }) => (
              <div key={name}>
                <span className={styles[tone]}>{name}</span>
                {values[hovered] == null ? '–' : format(values[hovered])}
              </div>
            ))}
          </div>
        )}
      </div>
      <div className={styles['axis']} aria-hidden="true">
        {[days[0], days[Math.floor(days.length / 2)], days.at(-1)].map(
          (day, index) =>
            day !== undefined && <span key={index}>{dayText(new Date(`${day}T00:00:00`))}</span>,
        )}
      </div>
    </>
  );
}

/** A line from measured day to measured day; a single one is a short stroke. */
function pathOf(values: readonly (number | null)[], y: (value: number) => number): string {
  const points = values.flatMap((value, index) =>
    value === null ? [] : [[index * STEP + STEP / 2, y(value)] as const],
  );
  const [only] = points;
  if (points.length === 1 && only) return `M${only[0] - 2} ${only[1]}h4`;
  return points.map(([x, top], index) => `${index === 0 ? 'M' : 'L'}${x} ${top}`).join('');
}
