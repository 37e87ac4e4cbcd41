import type { RetryPolicy } from '@nestjs-idenfy/contract';

/** Why an attempt failed. */
export type Failure =
  | { readonly kind: 'refusal'; readonly status: number; readonly identifier: string | null }
  | { readonly kind: 'network' | 'timeout' };

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503]);
const TRANSIENT_IDENTIFIERS: ReadonlySet<string | null> = new Set(['INTERNAL_ERROR', 'TOO_MANY_REQUESTS']);

/**
 * Whether the same request may be sent again (S2). iDenfy knows no idempotency key: a call that creates or consumes
 * something is retried only after an answer that tells that it was not carried out.
 */
export function isRetryable(policy: RetryPolicy, failure: Failure): boolean {
  switch (policy) {
    case 'safe':
      return failure.kind !== 'refusal' || failure.status === 504 || isTransient(failure);
    case 'token':
      return failure.kind === 'refusal' && isTransient(failure);
    case 'process':
      return failure.kind === 'refusal' && (failure.status === 429 || failure.status === 503);
    case 'never':
      return false;
  }
}

/**
 * Whether iDenfy may have done the work although the answer was an error. A 500 of `/token` is not among them:
 * had it created a session, the retry would be answered 409.
 */
export function mayHaveWorked(policy: RetryPolicy, status: number): boolean {
  switch (policy) {
    case 'safe':
      return false;
    case 'token':
      return status === 504;
    case 'process':
    case 'never':
      return status >= 500 && status !== 503;
  }
}

function isTransient({ status, identifier }: { status: number; identifier: string | null }): boolean {
  return TRANSIENT_STATUSES.has(status) || TRANSIENT_IDENTIFIERS.has(identifier);
}

/** Share of a wait that is left to chance, so that clients which failed together do not come back together. */
const JITTER = 0.25;

/**
 * How long to wait before the given retry (the first one is 1), in milliseconds: doubles each time (S2: 1, 2, 4 s), plus
 * or minus a quarter.
 */
export function backoffMs(retry: number, baseMs: number, random: () => number): number {
  const spread = 1 - JITTER + 2 * JITTER * random();
  return Math.round(baseMs * 2 ** (retry - 1) * spread);
}

const SECONDS = /^\d{1,9}$/;
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, .{9,} GMT$/;

/** What a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date. Undefined if it is neither. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (SECONDS.test(value)) {
    return Number(value) * 1000;
  }
  const at = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
