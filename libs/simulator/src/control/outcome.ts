import {
  DOCUMENT_RESULTS,
  type DocumentData,
  EVENT_TYPES,
  FACE_RESULTS,
  type IdenfyEventType,
} from '@nestjs-idenfy/contract';
import { CHECK_NAMES, type ChosenChecks, resultsOfCheck, tagsOfChecks } from '../checks/check-results.js';
import { boolean, Fields, object, oneOf, strings } from '../input.js';
import {
  automaticResults,
  confirmedByHuman,
  tagsFor,
  type Verdict,
  VERDICTS,
} from '../sessions/analysis-results.js';
import { NO_DOCUMENT_DATA } from '../sessions/document-data.js';
import type { Lifecycle } from '../sessions/lifecycle.js';
import { type AnalysisResults, NO_RESULTS, type Session } from '../sessions/session.js';
import { sampleSubmission } from '../sessions/submission.js';
import { type WebhookFields, webhookFields } from '../webhooks/webhook-fields.js';

/** Statuses that an outcome can set. `ACTIVE` is not among them: a used token never becomes active again. */
const SCRIPTABLE = [
  'APPROVED',
  'DENIED',
  'SUSPECTED',
  'REVIEWING',
  'EXPIRED',
  'ARCHIVED',
  'DELETED',
  'EXPIRED-DELETED',
] as const;

/** The outcome to set for a verification. With `overall` alone it is a final manual result, or an expiry. */
export interface SimulatedOutcome {
  /** Status to set; also what the webhook reports. */
  readonly overall: (typeof SCRIPTABLE)[number];
  /** False starts a human review, which confirms the result after `reviewMinutes`. @default true; false for REVIEWING */
  readonly final?: boolean | undefined;
  /**
   * Event of the webhook. @default 'IDENTIFICATION_MANUAL_FINISHED'; 'IDENTIFICATION_AUTO_FINISHED' when not final;
   * 'IDENTIFICATION_EXPIRED' for EXPIRED; no webhook for ARCHIVED, DELETED and EXPIRED-DELETED
   */
  readonly eventType?: IdenfyEventType | undefined;
  /** Any strings: iDenfy may add tags. @default [] */
  readonly fraudTags?: readonly string[] | undefined;
  /** Any strings: iDenfy may add tags. @default []; ['NAME'] for a SUSPECTED without any tag, which iDenfy never sends */
  readonly mismatchTags?: readonly string[] | undefined;
  /** Replaces fields of the sample document. */
  readonly data?: DocumentData | undefined;
  /** A face result of iDenfy. @default one that agrees with `overall` */
  readonly autoFace?: string | undefined;
  /** A document result of iDenfy. @default one that agrees with `overall` */
  readonly autoDocument?: string | undefined;
  /** A face result of iDenfy. @default one that agrees with `overall`; null for an automatic result */
  readonly manualFace?: string | undefined;
  /** A document result of iDenfy. @default one that agrees with `overall`; null for an automatic result */
  readonly manualDocument?: string | undefined;
  /**
   * Results of checks, by name; each brings its tags. Without one, a tag implies it, and the token asks for it.
   *
   * @example { aml: 'PEP', steps: 'INVALID' }
   */
  readonly checks?: ChosenChecks | undefined;
  /** Fields of the webhook's body to send as they are, with any value; those of `status` are replaced one by one. */
  readonly webhook?: WebhookFields | undefined;
}

const KNOWN = [
  'overall',
  'final',
  'eventType',
  'fraudTags',
  'mismatchTags',
  'data',
  'autoFace',
  'autoDocument',
  'manualFace',
  'manualDocument',
  'checks',
  'webhook',
];

const EVENTS_OF_EXPIRED: readonly IdenfyEventType[] = ['IDENTIFICATION_EXPIRED', 'IDENTIFICATION_CANCELLED'];

// The two that are left out are no outcome; POST …/webhooks sends them.
const EVENTS_OF_OTHERS: readonly IdenfyEventType[] = EVENT_TYPES.filter(
  (type) => type !== 'VIDEO_CALL_FINISHED' && type !== 'FACIAL_AUTHENTICATION',
);

/** @throws {SimulatorInputError} */
export function readOutcome(body: unknown): SimulatedOutcome {
  const fields = Fields.of(body, KNOWN);
  const overall =
    fields.read('overall', oneOf(SCRIPTABLE)) ??
    fields.refuse('overall', `give one of ${SCRIPTABLE.join(', ')}`);
  return {
    overall,
    final: fields.read('final', boolean),
    eventType: fields.read('eventType', oneOf(overall === 'EXPIRED' ? EVENTS_OF_EXPIRED : EVENTS_OF_OTHERS)),
    fraudTags: fields.read('fraudTags', strings),
    mismatchTags: fields.read('mismatchTags', strings),
    data: readData(fields),
    autoFace: fields.read('autoFace', oneOf(FACE_RESULTS)),
    autoDocument: fields.read('autoDocument', oneOf(DOCUMENT_RESULTS)),
    manualFace: fields.read('manualFace', oneOf(FACE_RESULTS)),
    manualDocument: fields.read('manualDocument', oneOf(DOCUMENT_RESULTS)),
    checks: readChecks(fields),
    webhook: fields.read('webhook', webhookFields),
  };
}

function readChecks(fields: Fields): ChosenChecks | undefined {
  const given = fields.nested('checks', CHECK_NAMES);
  if (given === undefined) return undefined;
  return Object.fromEntries(
    CHECK_NAMES.filter((check) => given.has(check)).map((check) => [
      check,
      given.read(check, oneOf(resultsOfCheck(check))),
    ]),
  );
}

function readData(fields: Fields): DocumentData | undefined {
  const data = fields.read('data', object);
  if (data !== undefined) Fields.of(data, Object.keys(NO_DOCUMENT_DATA), 'data');
  return data;
}

/** Sets the outcome of a verification in any state, and sends the webhook of the change. */
export function applyOutcome(
  lifecycle: Lifecycle,
  session: Session,
  outcome: SimulatedOutcome,
  now: number,
): void {
  session.checks = outcome.checks ?? {};
  session.webhook = outcome.webhook ?? {};
  switch (outcome.overall) {
    case 'EXPIRED':
      if (outcome.eventType === 'IDENTIFICATION_CANCELLED') return lifecycle.cancel(session, outcome.final);
      return lifecycle.expire(session, outcome.final);
    case 'DELETED':
    case 'EXPIRED-DELETED':
      return lifecycle.erase(session);
    default:
      if (session.submission === null) lifecycle.acceptSubmission(session, sampleSubmission(session, now));
      session.data = { ...session.data, ...outcome.data };
      return lifecycle.setResult(session, {
        results: resultsOf(session, outcome),
        final: isFinal(outcome),
        eventType: eventTypeOf(outcome),
      });
  }
}

function resultsOf(session: Session, outcome: SimulatedOutcome): AnalysisResults {
  const before = session.results ?? NO_RESULTS;
  const automatic = isVerdict(outcome.overall)
    ? automaticResults(outcome.overall, session.token.tokenType, outcome)
    : { ...reviewed(before, session), overall: outcome.overall };
  const byHuman = isFinal(outcome) && eventTypeOf(outcome) !== 'IDENTIFICATION_AUTO_FINISHED';
  const usual = byHuman ? confirmedByHuman(automatic) : automatic;
  // A human review may contradict the automatic results, but leaves them as they are.
  const kept = byHuman ? before : NO_RESULTS;
  return {
    ...usual,
    autoFace: outcome.autoFace ?? kept.autoFace ?? usual.autoFace,
    autoDocument: outcome.autoDocument ?? kept.autoDocument ?? usual.autoDocument,
    manualFace: outcome.manualFace ?? usual.manualFace,
    manualDocument: outcome.manualDocument ?? usual.manualDocument,
    ...tagsOf(outcome),
  };
}

/** What is under review has passed the automatic analysis, unless that ended otherwise before. */
function reviewed(before: AnalysisResults, session: Session): AnalysisResults {
  return before.autoDocument === null ? automaticResults('APPROVED', session.token.tokenType) : before;
}

function tagsOf({
  overall,
  checks = {},
  fraudTags = [],
  mismatchTags = [],
}: SimulatedOutcome): ReturnType<typeof tagsFor> {
  const brought = tagsOfChecks(checks);
  return tagsFor(overall, {
    fraudTags: [...new Set([...fraudTags, ...brought.fraudTags])],
    mismatchTags: [...new Set([...mismatchTags, ...brought.mismatchTags])],
  });
}

function isFinal({ overall, final }: SimulatedOutcome): boolean {
  return final ?? overall !== 'REVIEWING';
}

function eventTypeOf(outcome: SimulatedOutcome): IdenfyEventType | undefined {
  if (outcome.eventType !== undefined) return outcome.eventType;
  if (outcome.overall === 'ARCHIVED') return undefined;
  return isFinal(outcome) ? 'IDENTIFICATION_MANUAL_FINISHED' : 'IDENTIFICATION_AUTO_FINISHED';
}

function isVerdict(overall: string): overall is Verdict {
  return (VERDICTS as readonly string[]).includes(overall);
}
