import type { IdenfyEventType } from '../../contract/event-type.js';
import { NOTHING_FOUND, type Findings, type Session } from '../sessions/session.js';
import { automaticFindings, confirmedByHuman, tagsFor } from './findings.js';
import type { Lifecycle } from './lifecycle.js';
import type { SimulatedOutcome } from './outcome.js';
import { VERDICTS, type Verdict } from './overall.js';
import { sampleSubmission } from './sample-submission.js';

/** Moves a verification to a scripted outcome, wherever it stood, and sends the callback that goes with it. */
export function applyOutcome(
  lifecycle: Lifecycle,
  session: Session,
  outcome: SimulatedOutcome,
  now: number,
): void {
  switch (outcome.overall) {
    case 'EXPIRED':
      if (outcome.eventType === 'IDENTIFICATION_CANCELLED') return lifecycle.cancel(session, outcome.final);
      return lifecycle.expire(session, outcome.final);
    case 'DELETED':
    case 'EXPIRED-DELETED':
      return lifecycle.erase(session);
    default:
      if (session.submission === null) lifecycle.take(session, sampleSubmission(session, now));
      session.data = { ...session.data, ...outcome.data };
      return lifecycle.conclude(session, {
        findings: findingsOf(session, outcome),
        final: isFinal(outcome),
        eventType: eventTypeOf(outcome),
      });
  }
}

function isFinal({ overall, final }: SimulatedOutcome): boolean {
  return final ?? overall !== 'REVIEWING';
}

function eventTypeOf(outcome: SimulatedOutcome): IdenfyEventType | undefined {
  if (outcome.eventType !== undefined) return outcome.eventType;
  if (outcome.overall === 'ARCHIVED') return undefined;
  return isFinal(outcome) ? 'IDENTIFICATION_MANUAL_FINISHED' : 'IDENTIFICATION_AUTO_FINISHED';
}

function findingsOf(session: Session, outcome: SimulatedOutcome): Findings {
  const before = session.findings ?? NOTHING_FOUND;
  const automatic = isVerdict(outcome.overall)
    ? automaticFindings(outcome.overall, session.token.tokenType)
    : { ...before, overall: outcome.overall };
  const byHuman = isFinal(outcome) && eventTypeOf(outcome) !== 'IDENTIFICATION_AUTO_FINISHED';
  const usual = byHuman ? confirmedByHuman(automatic) : automatic;
  // A human may see what the machine did not; what the machine had said stays as it was.
  const machine = byHuman ? before : NOTHING_FOUND;
  return {
    ...usual,
    autoFace: outcome.autoFace ?? machine.autoFace ?? usual.autoFace,
    autoDocument: outcome.autoDocument ?? machine.autoDocument ?? usual.autoDocument,
    manualFace: outcome.manualFace ?? usual.manualFace,
    manualDocument: outcome.manualDocument ?? usual.manualDocument,
    ...tagsFor(outcome.overall, outcome),
  };
}

function isVerdict(overall: string): overall is Verdict {
  return (VERDICTS as readonly string[]).includes(overall);
}
