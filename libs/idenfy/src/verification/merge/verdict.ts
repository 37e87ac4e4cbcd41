/** iDenfy's verdicts, the most cautious first. */
export const VERDICTS = ['DENIED', 'SUSPECTED', 'APPROVED'] as const;

export type Verdict = (typeof VERDICTS)[number];

export function isVerdict(status: string): status is Verdict {
  return VERDICTS.some((verdict) => verdict === status);
}

/** Ends without a verdict; where two of them weigh the same, the first one here stands. */
const ENDS: readonly string[] = ['CANCELLED', 'EXPIRED', 'EXPIRED-DELETED', 'DELETED', 'ARCHIVED'];

/** Of two words of equal weight, the one to go by until somebody settles it. */
export function moreCautious(one: string, other: string): string {
  const order: readonly string[] = [...VERDICTS, ...ENDS];
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}
