import { createHash } from 'node:crypto';
import type { SimulatedOutcome } from 'nestjs-idenfy/simulator';

const AUTO = { eventType: 'IDENTIFICATION_AUTO_FINISHED' } as const;
const PROVISIONAL = { ...AUTO, final: false } as const;

const CANCELLED = { overall: 'EXPIRED', eventType: 'IDENTIFICATION_CANCELLED' } as const;
const RESUBMITTED = { eventType: 'IDENTIFICATION_RESUBMITTED', final: false } as const;

/** What iDenfy may say of a session, word by word, and how many of a hundred sessions go that way. */
const SCRIPTS: readonly (readonly [share: number, ...words: SimulatedOutcome[]])[] = [
  [30, { overall: 'APPROVED', ...AUTO }],
  [15, { overall: 'DENIED', ...AUTO }],
  [5, { overall: 'SUSPECTED', ...AUTO }],
  [8, { overall: 'EXPIRED' }],
  [4, CANCELLED],
  [10, { overall: 'APPROVED', ...PROVISIONAL }, { overall: 'APPROVED' }],
  [8, { overall: 'APPROVED', ...PROVISIONAL }, { overall: 'DENIED' }],
  [8, { overall: 'SUSPECTED', ...PROVISIONAL }, { overall: 'APPROVED' }],
  [4, { overall: 'DENIED', ...PROVISIONAL }, { overall: 'SUSPECTED' }],
  [4, { overall: 'DENIED' }, { overall: 'APPROVED' }],
  [4, { overall: 'APPROVED', ...AUTO }, { overall: 'APPROVED', ...RESUBMITTED }, { overall: 'DENIED' }],
];

/** A person who is to be verified, and what iDenfy will say. */
export interface Part {
  readonly clientId: string;
  readonly words: readonly SimulatedOutcome[];
}

/** The same people with the same fates for the same seed. */
export function castOf(size: number, seed: string): readonly Part[] {
  return Array.from({ length: size }, (_, nth) => ({
    clientId: `person-${nth}`,
    words: wordsFor(seed, nth),
  }));
}

function wordsFor(seed: string, nth: number): readonly SimulatedOutcome[] {
  let lot = createHash('sha256').update(`${seed}/${nth}`).digest().readUInt32BE(0) % 100;
  for (const [share, ...words] of SCRIPTS) {
    if (lot < share) return words;
    lot -= share;
  }
  return [];
}
