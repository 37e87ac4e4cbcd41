import type { PersonStanding } from '../../verification/idenfy-verifications.js';
import { type NextStep, nextStep } from '../../verification/person-view.js';

/** What a person should do next to be verified, or to stay so. */
export function nextStepOf({ standing, current }: PersonStanding): NextStep {
  switch (standing) {
    case 'VERIFIED':
      return 'NONE';
    case 'EXPIRED':
      return 'RETRY';
    default:
      return current ? nextStep(current) : 'CONTINUE';
  }
}
