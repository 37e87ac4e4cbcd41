import { createHash } from 'node:crypto';
import type { SimulatedOutcome } from 'nestjs-idenfy/simulator';

const AUTO = { eventType: 'IDENTIFICATION_AUTO_FINISHED' } as const;
const PROVISIONAL = { ...AUTO, final: false } as const;

/** What iDenfy may say of a session, word by word, and how many of a hundred sessions go that way. */
const SCRIPTS: readonly (readonly [share: number, ...words: SimulatedOutcome[]])[] = [
  [35, { overall: 'APPROVED', ...AUTO }],
  [15, { overall: 'DENIED', ...AUTO }],
  [5, { overall: 'SUSPECTED', ...AUTO }],
  [10, { overall: 'EXPIRED' }],
  [10, { overall: 'APPROVED', ...PROVISIONAL }, { overall: 'APPROVED' }],
  [10, { overall: 'APPROVED', ...PROVISIONAL }, { overall: 'DENIED' }],
  [10, { overall: 'SUSPECTED', ...PROVISIONAL }, { overall: 'APPROVED' }],
  [5, { overall: 'DENIED', ...PROVISIONAL }, { overall: 'SUSPECTED' }],
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
