/** Whose word: iDenfy's machine, a human at iDenfy, or `/status` asked by us. Later ones weigh more. */
export const SOURCES = ['automatic', 'manual', 'looked-up'] as const;

export type Source = (typeof SOURCES)[number];

/**
 * What kind of word it is. `none` says nothing about the outcome; `ended` is an end without a verdict; the rest
 * speak of a verdict, where a final one weighs more than a provisional one.
 */
export const LEVELS = ['none', 'ended', 'reviewing', 'provisional', 'final'] as const;

export type Level = (typeof LEVELS)[number];

const TIME_SPAN = 2 ** 40;

/** The weight of a word as one number, so that the database can compare it: level, then source, then finish time. */
export function rankOf({
  level,
  source,
  finishTime,
}: {
  level: Level;
  source: Source;
  finishTime: number;
}): number {
  const time = Math.min(Math.max(Math.trunc(finishTime) || 0, 0), TIME_SPAN - 1);
  return (LEVELS.indexOf(level) * SOURCES.length + SOURCES.indexOf(source)) * TIME_SPAN + time;
}

/** Reads `rankOf()` backwards. `finishTime` is in Unix seconds. */
export function readRank(rank: number): { level: Level; source: Source; finishTime: number } {
  const weight = Math.floor(rank / TIME_SPAN);
  return {
    level: LEVELS[Math.floor(weight / SOURCES.length)] ?? 'none',
    source: SOURCES[weight % SOURCES.length] ?? 'automatic',
    finishTime: rank % TIME_SPAN,
  };
}
