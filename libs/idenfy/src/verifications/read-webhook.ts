import {
  type DocumentExpirationWebhook,
  EVENT_TYPES,
  IDENTIFICATION_EVENT_TYPES,
  type IdentificationWebhook,
  isJsonObject,
} from '@nestjs-idenfy/contract';
import { reportedClean } from './checks.js';
import { isReviewed, levelOf, type StatusReport, type TagsAndResults } from './merge.js';
import { amlHitsIn, type KeptAmlHit } from './result-facts.js';
import { WireReader } from './wire-reader.js';

/** What every webhook about a verification says, with values that can be stored. */
interface AboutVerification {
  readonly scanRef: string;
  readonly clientId: string | null;
  readonly externalRef: string | null;
  /** Paths of the fields that held something else than iDenfy documents. */
  readonly odd: readonly string[];
}

/** A signed identification result, with values that can be stored. */
export interface SignedResult extends AboutVerification, TagsAndResults {
  readonly about: 'result';
  readonly overall: string;
  readonly final: boolean;
  /** Unix seconds, or 0. */
  readonly finishTime: number;
  /** By `reportedClean()`. */
  readonly cleanChecks: readonly string[];
  /** By `amlHitsIn()`. */
  readonly amlHits: readonly KeptAmlHit[] | null;
  /** Null where iDenfy sent none, or one that is nested too deep to be kept. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** A signed document expiration, with values that can be stored. */
export interface SignedExpiration extends AboutVerification {
  readonly about: 'expiration';
  readonly threshold: string | null;
  /** As sent: see `readExpiry()`. */
  readonly documentExpiration: unknown;
}

/**
 * A signed body, parsed tolerantly: unknown fields and values pass.
 * `verification`: about one session. `other`: an event without a documented identity verification body, for handlers only.
 * `unreadable`: it claims to be about a session without naming one, is no JSON object, or was purged.
 *
 * `eventType` selects the handlers: null where the header claims a body of another kind than was signed, because a handler
 * would then get a payload it was not written for.
 */
export type ParsedWebhook =
  | {
      readonly kind: 'verification';
      /** As sent, for handlers. */
      readonly payload: IdentificationWebhook | DocumentExpirationWebhook;
      readonly signed: SignedResult | SignedExpiration;
      readonly eventType: string | null;
    }
  | {
      readonly kind: 'other';
      readonly payload: Readonly<Record<string, unknown>>;
      readonly eventType: string | null;
    }
  | {
      readonly kind: 'unreadable';
      readonly reason: 'not a JSON object' | 'no scanRef' | 'no status' | 'purged';
    };

/** Events that have a body of another kind. An unknown event may have any body. */
const OTHER_EVENTS: readonly string[] = ['VIDEO_CALL_FINISHED', 'FACIAL_AUTHENTICATION'];
const IDENTIFICATION_EVENTS: readonly string[] = IDENTIFICATION_EVENT_TYPES;
const OUR_EVENTS: readonly string[] = [...IDENTIFICATION_EVENT_TYPES, 'DOCUMENT_EXPIRATION'];
const KNOWN_EVENTS: readonly string[] = EVENT_TYPES;

const utf8 = new TextDecoder();

/** @param header `Idenfy-Event-Type`; it is not signed, so it only decides about a body that fits no known kind */
export function readWebhook(body: Uint8Array, header: string | null): ParsedWebhook {
  const payload = parseObject(body);
  if (!payload) return { kind: 'unreadable', reason: 'not a JSON object' };
  const reader = new WireReader(payload);
  const eventType = eventNamed(header);
  const scanRef = reader.text('scanRef');
  if (scanRef !== null && isIdentification(payload)) {
    const fits = eventType !== 'DOCUMENT_EXPIRATION';
    const signed = resultIn(reader, scanRef, payload);
    return { kind: 'verification', payload, signed, eventType: fits ? eventType : null };
  }
  if (scanRef !== null && isDocumentExpiration(payload)) {
    const fits = eventType === null || !IDENTIFICATION_EVENTS.includes(eventType);
    const signed = expirationIn(reader, scanRef, payload);
    return { kind: 'verification', payload, signed, eventType: fits ? eventType : null };
  }
  if (isFacialAuthentication(payload) && (eventType === null || OUR_EVENTS.includes(eventType))) {
    return { kind: 'other', payload, eventType: 'FACIAL_AUTHENTICATION' };
  }
  if (mayHaveAnyBody(eventType)) return { kind: 'other', payload, eventType };
  return { kind: 'unreadable', reason: scanRef === null ? 'no scanRef' : 'no status' };
}

/** The event that a header names: iDenfy's prose writes `ID_VERIFICATION_…` for what its header list writes as `IDENTIFICATION_…` (OAS). */
export function eventNamed(header: string | null): string | null {
  return header?.replace(/^ID_VERIFICATION(?=_|$)/, 'IDENTIFICATION') ?? null;
}

function parseObject(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isIdentification(payload: object): payload is IdentificationWebhook {
  return new WireReader(payload).object('status').text('overall') !== null;
}

function isDocumentExpiration(payload: object): payload is DocumentExpirationWebhook {
  return 'documentExpiration' in payload && !('status' in payload);
}

/** The text `status` tells it from a result, the other fields from the events about cards and ages (OAS-FACE). */
function isFacialAuthentication(payload: Readonly<Record<string, unknown>>): boolean {
  const isTold = typeof payload['id'] === 'string' && typeof payload['status'] === 'string';
  return isTold && 'scanRef' in payload && !('lastFour' in payload) && !('occurredAt' in payload);
}

function mayHaveAnyBody(eventType: string | null): boolean {
  if (eventType === null || OUR_EVENTS.includes(eventType)) return false;
  return OTHER_EVENTS.includes(eventType) || !KNOWN_EVENTS.includes(eventType);
}

function resultIn(
  reader: WireReader,
  scanRef: string,
  payload: Readonly<Record<string, unknown>>,
): SignedResult {
  const status = reader.object('status');
  const read = {
    about: 'result' as const,
    ...aboutVerification(reader, scanRef),
    overall: status.text('overall') ?? '',
    final: reader.flag('final') === true,
    finishTime: reader.seconds('finishTime'),
    ...tagsAndResults(status),
    cleanChecks: reportedClean(payload),
    amlHits: amlHitsIn(payload),
    data: reader.asSent('data'),
  };
  return { ...read, odd: reader.odd };
}

function expirationIn(
  reader: WireReader,
  scanRef: string,
  { documentExpiration }: DocumentExpirationWebhook,
): SignedExpiration {
  const read = {
    about: 'expiration' as const,
    ...aboutVerification(reader, scanRef),
    threshold: reader.text('expirationThreshold'),
    documentExpiration,
  };
  return { ...read, odd: reader.odd };
}

/** Tags and results of `status` in a webhook, and of the answer to `/status`. */
export function tagsAndResults(status: WireReader): TagsAndResults {
  const fraudTags = status.texts('fraudTags');
  return {
    // the legacy list holds the fraud tags of accounts that were never moved to the new one
    fraudTags: fraudTags.length > 0 ? fraudTags : status.texts('suspicionReasons'),
    mismatchTags: status.texts('mismatchTags'),
    autoDocument: status.text('autoDocument'),
    autoFace: status.text('autoFace'),
    manualDocument: status.text('manualDocument'),
    manualFace: status.text('manualFace'),
  };
}

function aboutVerification(reader: WireReader, scanRef: string) {
  return { scanRef, clientId: reader.identifier('clientId'), externalRef: reader.text('externalRef') };
}

/** When and under which header a webhook arrived. */
interface Arrival {
  /** The header; it is not signed. */
  readonly eventType: string | null;
  readonly receivedAt: Date;
  readonly lateDuplicate: boolean;
}

/** The event header is not signed: it tells the kind of end and a resubmission, and never raises the rank. */
export function reportOfWebhook(
  signed: SignedResult,
  { eventType, receivedAt, lateDuplicate }: Arrival,
): StatusReport {
  const { overall, final, finishTime } = signed;
  const isCancellation = overall === 'EXPIRED' && eventType === 'IDENTIFICATION_CANCELLED';
  const status = isCancellation ? 'CANCELLED' : overall;
  return {
    ...resultsOf(signed),
    status,
    level: levelOf(status, final),
    source: isReviewed(signed.manualDocument) || isReviewed(signed.manualFace) ? 'manual' : 'automatic',
    finishTime,
    resubmission: eventType === 'IDENTIFICATION_RESUBMITTED' && !final,
    receivedAt: Math.floor(receivedAt.getTime() / 1000),
    lateDuplicate,
  };
}

function resultsOf(signed: TagsAndResults): TagsAndResults {
  const { fraudTags, mismatchTags, autoDocument, autoFace, manualDocument, manualFace } = signed;
  return { fraudTags, mismatchTags, autoDocument, autoFace, manualDocument, manualFace };
}

/** Noted in history when the unsigned event header contradicts the signed body. The body is what counts. */
const HEADER_CONTRADICTS = 'HEADER_CONTRADICTS';

const isEnd = ({ level }: StatusReport) => level === 'ended';

/** Which bodies iDenfy documents for an event (D:kyc/webhooks); for other events any body fits. */
const FITS: ReadonlyMap<string | null, (report: StatusReport) => boolean> = new Map([
  ['IDENTIFICATION_AUTO_FINISHED', (report) => report.source === 'automatic' && !isEnd(report)],
  ['IDENTIFICATION_MANUAL_FINISHED', ({ source, level }) => source === 'manual' && level === 'final'],
  ['IDENTIFICATION_EXPIRED', isEnd],
  ['IDENTIFICATION_CANCELLED', isEnd],
  ['DOCUMENT_EXPIRATION', () => false],
]);

/** `HEADER_CONTRADICTS`, or null. */
export function contradictionOf(eventType: string | null, report: StatusReport): string | null {
  const fits = FITS.get(eventType)?.(report) ?? true;
  return fits ? null : HEADER_CONTRADICTS;
}

/** What history notes of a webhook beside its effect: null where there is nothing to note. */
export function notesOf(
  { odd }: Pick<SignedResult | SignedExpiration, 'odd'>,
  ...others: readonly (string | null)[]
): string | null {
  const notes = [...others, odd.length > 0 ? `ODD_VALUES: ${odd.join(', ')}` : null];
  return notes.filter((note) => note !== null).join('; ') || null;
}

/** `HEADER_CONTRADICTS` where the header of a document expiration claims a result, or null. */
export function contradictionOfExpiration(eventType: string | null): string | null {
  return eventType !== null && IDENTIFICATION_EVENTS.includes(eventType) ? HEADER_CONTRADICTS : null;
}
