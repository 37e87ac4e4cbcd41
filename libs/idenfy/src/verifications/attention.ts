import type { Attention } from '@nestjs-idenfy/contract';

/** The reasons with another one, each once and sorted, so that equal sets are equal lists. */
export function raised(reasons: readonly Attention[], reason: Attention): Attention[] {
  return [...new Set([...reasons, reason])].toSorted();
}

/** The reasons without those that are settled; the others stay. */
export function settled(reasons: readonly Attention[], ...done: readonly Attention[]): Attention[] {
  return reasons.filter((reason) => !done.includes(reason));
}

/** Whether iDenfy has to be asked which of two verdicts stands. */
export function isDisputed({ attention }: { readonly attention: readonly Attention[] }): boolean {
  return attention.includes('CONFLICT') || attention.includes('LATE_DUPLICATE');
}
