/** Share of a wait that is left to chance, so that clients which failed together do not come back together. */
const JITTER = 0.25;

const SECONDS = /^\d{1,9}$/;
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, .{9,} GMT$/;

/**
 * How long to wait before the given repeat (the first one is 1): doubles each time (S2: 1, 2, 4 s), give or
 * take a quarter.
 */
export function backoffMs(repeat: number, baseMs: number, random: () => number): number {
  const spread = 1 - JITTER + 2 * JITTER * random();
  return Math.round(baseMs * 2 ** (repeat - 1) * spread);
}

/** What a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date. Undefined if it is neither. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (SECONDS.test(value)) {
    return Number(value) * 1000;
  }
  const at = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
