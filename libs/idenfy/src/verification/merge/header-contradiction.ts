import type { Finding } from './finding.js';
import { isVerdict } from './verdict.js';

/** What history notes when the unsigned event header and the signed body disagree. The body is believed. */
export const HEADER_CONTRADICTS = 'HEADER_CONTRADICTS';

export function contradictionOf(eventType: string | null, { status, source, level }: Finding): string | null {
  const contradicts =
    (eventType === 'IDENTIFICATION_MANUAL_FINISHED' && (source !== 'manual' || level !== 'final')) ||
    (eventType === 'IDENTIFICATION_AUTO_FINISHED' && source !== 'automatic') ||
    ((eventType === 'IDENTIFICATION_EXPIRED' || eventType === 'IDENTIFICATION_CANCELLED') &&
      isVerdict(status)) ||
    (eventType?.endsWith('_FINISHED') === true && level === 'ended');
  return contradicts ? HEADER_CONTRADICTS : null;
}
