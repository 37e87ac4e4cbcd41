import type { RepeatRule } from '../../contract/operation.js';

/** What went wrong with one try. */
export type Mishap =
  | { readonly kind: 'refusal'; readonly status: number; readonly identifier: string | null }
  | { readonly kind: 'network' | 'timeout' };

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503]);
const TRANSIENT_IDENTIFIERS: ReadonlySet<string | null> = new Set(['INTERNAL_ERROR', 'TOO_MANY_REQUESTS']);

/**
 * Whether the same request may be sent again (S2). iDenfy knows no idempotency key: what creates or consumes
 * something is repeated only after an answer that says it was not done.
 */
export function isWorthRepeating(rule: RepeatRule, mishap: Mishap): boolean {
  switch (rule) {
    case 'safe':
      return mishap.kind !== 'refusal' || mishap.status === 504 || isTransient(mishap);
    case 'token':
      return mishap.kind === 'refusal' && isTransient(mishap);
    case 'process':
      return mishap.kind === 'refusal' && (mishap.status === 429 || mishap.status === 503);
    case 'never':
      return false;
  }
}

/**
 * Whether iDenfy may have done the work although the answer was an error. A 500 of `/token` is not among them:
 * had it made a session, the repeat would meet a 409.
 */
export function mayHaveWorked(rule: RepeatRule, status: number): boolean {
  switch (rule) {
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
