import { useSyncExternalStore } from 'react';
import { language } from '../i18n/text';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "3 h ago", "in 2 h", "now". */
export function relative(at: Date, now = Date.now()): string {
  const seconds = Math.round((at.getTime() - now) / 1_000);
  const words = new Intl.RelativeTimeFormat(language(), { numeric: 'auto', style: 'narrow' });
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, 'second');
}

/** The exact time in the zone of the reader, then in UTC. */
export function exact(at: Date): string {
  const inZone = (timeZone?: string) =>
    new Intl.DateTimeFormat(language(), {
      dateStyle: 'medium',
      timeStyle: 'medium',
      ...(timeZone !== undefined && { timeZone }),
    }).format(at);
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${inZone()} (${zone})\n${inZone('UTC')} (UTC)`;
}

export function day(at: Date): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(at);
}

/** "40 s", "3 min", "2 h" of a duration in seconds. */
export function duration(seconds: number): string {
  const [unit, value] =
    seconds < 1
      ? (['millisecond', seconds * 1_000] as const)
      : seconds < 90
        ? (['second', seconds] as const)
        : seconds < 5_400
          ? (['minute', seconds / 60] as const)
          : seconds < 129_600
            ? (['hour', seconds / 3_600] as const)
            : (['day', seconds / 86_400] as const);
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit,
    unitDisplay: language() === 'de' ? 'narrow' : 'short', // "Sek." would end a sentence
    maximumFractionDigits: 0,
  }).format(value);
}

let tick = 0;
const readers = new Set<() => void>();
setInterval(() => {
  tick++;
  readers.forEach((read) => read());
}, 30_000);

function subscribe(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

/** Relative, kept up to date, with the exact times on hover. */
export function Time({ at }: { at: string | null }) {
  useSyncExternalStore(subscribe, () => tick);
  if (at === null) return <span className="muted">–</span>;
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact(date)}>
      {relative(date)}
    </time>
  );
}

/** The day, with the exact times on hover. */
export function Day({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact(date)}>
      {day(date)}
    </time>
  );
}
