import { DOCUMENT_RESULTS } from '../../contract/document-result.js';
import { EVENT_TYPES, type IdenfyEventType } from '../../contract/event-type.js';
import { FACE_RESULTS } from '../../contract/face-result.js';
import type { DocumentData } from '../../contract/verification-data.js';
import { Fields } from '../input/fields.js';
import { NO_DOCUMENT_DATA } from './document-data.js';

/** Statuses a verification can be moved to. A used token never becomes `ACTIVE` again. */
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

// The last two have no documented body.
const SENDABLE: readonly IdenfyEventType[] = EVENT_TYPES.filter(
  (type) => type !== 'VIDEO_CALL_FINISHED' && type !== 'FACIAL_AUTHENTICATION',
);

/** What a verification is moved to. Only `overall` is required: then it is a final manual result, or an expiry. */
export interface SimulatedOutcome {
  readonly overall: (typeof SCRIPTABLE)[number];
  /** False sends it to a human, who confirms it after the review minutes. @default true, but not for REVIEWING */
  readonly final?: boolean | undefined;
  /**
   * @default 'IDENTIFICATION_MANUAL_FINISHED'; 'IDENTIFICATION_AUTO_FINISHED' when not final;
   * 'IDENTIFICATION_EXPIRED' for EXPIRED; no callback for ARCHIVED, DELETED and EXPIRED-DELETED, which have none
   */
  readonly eventType?: IdenfyEventType | undefined;
  /** Any strings: iDenfy may add tags. */
  readonly fraudTags?: readonly string[] | undefined;
  /** Any strings. A SUSPECTED without any tag gets `NAME`, since it never comes without. */
  readonly mismatchTags?: readonly string[] | undefined;
  /** Laid over what the sample document says. */
  readonly data?: DocumentData | undefined;
  readonly autoFace?: string | undefined;
  readonly autoDocument?: string | undefined;
  readonly manualFace?: string | undefined;
  readonly manualDocument?: string | undefined;
}

const UNVERIFIED = ['IDENTIFICATION_EXPIRED', 'IDENTIFICATION_CANCELLED'] as const;

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
];

/** @throws {SimulatorInputError} */
export function readOutcome(body: unknown): SimulatedOutcome {
  const fields = Fields.of(body, KNOWN);
  const overall =
    fields.oneOf('overall', SCRIPTABLE) ?? fields.refuse('overall', `give one of ${SCRIPTABLE.join(', ')}`);
  return {
    overall,
    final: fields.boolean('final'),
    eventType: fields.oneOf<IdenfyEventType>('eventType', overall === 'EXPIRED' ? UNVERIFIED : SENDABLE),
    fraudTags: fields.strings('fraudTags'),
    mismatchTags: fields.strings('mismatchTags'),
    data: readData(fields),
    autoFace: fields.oneOf('autoFace', FACE_RESULTS),
    autoDocument: fields.oneOf('autoDocument', DOCUMENT_RESULTS),
    manualFace: fields.oneOf('manualFace', FACE_RESULTS),
    manualDocument: fields.oneOf('manualDocument', DOCUMENT_RESULTS),
  };
}

function readData(fields: Fields): DocumentData | undefined {
  const data = fields.object('data');
  if (data !== undefined) Fields.of(data, Object.keys(NO_DOCUMENT_DATA), 'data');
  return data;
}
