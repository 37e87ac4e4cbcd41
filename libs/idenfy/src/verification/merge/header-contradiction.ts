import type { Finding } from './finding.js';

/** What history notes when the unsigned event header and the signed body disagree. The body is believed. */
export const HEADER_CONTRADICTS = 'HEADER_CONTRADICTS';

const isEnd = ({ level }: Finding) => level === 'ended';

/** The bodies that iDenfy announces for an event (D:kyc/webhooks); of the others it says nothing that could fail. */
const FITS: ReadonlyMap<string | null, (finding: Finding) => boolean> = new Map([
  ['IDENTIFICATION_AUTO_FINISHED', (finding) => finding.source === 'automatic' && !isEnd(finding)],
  ['IDENTIFICATION_MANUAL_FINISHED', ({ source, level }) => source === 'manual' && level === 'final'],
  ['IDENTIFICATION_EXPIRED', isEnd],
  ['IDENTIFICATION_CANCELLED', isEnd],
]);

export function contradictionOf(eventType: string | null, finding: Finding): string | null {
  const fits = FITS.get(eventType)?.(finding) ?? true;
  return fits ? null : HEADER_CONTRADICTS;
}
