import type { IdenfyEventType } from '../../contract/event-type.js';
import { SUSPICION_REASONS } from '../../contract/fraud-tag.js';
import type { WebhookStatus } from '../../contract/webhook.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import { NOTHING_FOUND, type Session } from '../sessions/session.js';

/** `status` of a callback, with the legacy fields that today's payloads still carry. */
export function payloadStatus(
  session: Session,
  eventType: IdenfyEventType,
  behaviour: SimulatorBehaviour,
): Required<WebhookStatus> {
  const found = session.findings ?? NOTHING_FOUND;
  const reasons: readonly string[] = SUSPICION_REASONS;
  return {
    overall: overallFor(session, eventType, behaviour),
    fraudTags: [...found.fraudTags],
    mismatchTags: [...found.mismatchTags],
    autoFace: found.autoFace,
    manualFace: found.manualFace,
    autoDocument: found.autoDocument,
    manualDocument: found.manualDocument,
    additionalSteps: additionalStepsVerdict(session),
    suspicionReasons: found.fraudTags.filter((tag) => reasons.includes(tag)),
    denyReasons: [],
    amlResultClass: null,
    pepsStatus: null,
    sanctionsStatus: null,
    adverseMediaStatus: null,
  };
}

function overallFor(session: Session, eventType: IdenfyEventType, behaviour: SimulatorBehaviour): string {
  if (eventType === 'IDENTIFICATION_CANCELLED') return behaviour.cancelled.overall;
  if (session.status === 'EXPIRED') return behaviour.expired.overall;
  if (!session.final && behaviour.overallWhileReviewing === 'REVIEWING') return 'REVIEWING';
  return session.findings?.overall ?? session.status;
}

function additionalStepsVerdict(session: Session): 'VALID' | 'INVALID' | 'NOT_FOUND' | null {
  if (session.token.additionalSteps.length === 0 || session.findings === null) return null;
  const tags = session.findings.mismatchTags;
  if (tags.includes('ADDITIONAL_STEP_NOT_FOUND')) return 'NOT_FOUND';
  return tags.includes('INVALID_ADDITIONAL_STEP') ? 'INVALID' : 'VALID';
}
