import { createHash } from 'node:crypto';
import type { SimulatedOutcome } from '@nestjs-idenfy/simulator';

const AUTO = { eventType: 'IDENTIFICATION_AUTO_FINISHED' } as const;
const PROVISIONAL = { ...AUTO, final: false } as const;

const CANCELLED = { overall: 'EXPIRED', eventType: 'IDENTIFICATION_CANCELLED' } as const;
const RESUBMITTED = { eventType: 'IDENTIFICATION_RESUBMITTED', final: false } as const;

/** The results that iDenfy reports of a session in order, and how many of a hundred sessions have them. */
const SCRIPTS: readonly (readonly [share: number, ...outcomes: SimulatedOutcome[]])[] = [
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

/** A person to be verified, and the results that iDenfy will report. */
export interface Scenario {
  readonly clientId: string;
  readonly outcomes: readonly SimulatedOutcome[];
}

/** The same people with the same results for the same seed. */
export function scenariosFor(size: number, seed: string): readonly Scenario[] {
  return Array.from({ length: size }, (_, nth) => ({
    clientId: `person-${nth}`,
    outcomes: outcomesFor(seed, nth),
  }));
}

function outcomesFor(seed: string, nth: number): readonly SimulatedOutcome[] {
  let lot = createHash('sha256').update(`${seed}/${nth}`).digest().readUInt32BE(0) % 100;
  for (const [share, ...outcomes] of SCRIPTS) {
    if (lot < share) return outcomes;
    lot -= share;
  }
  return [];
}
