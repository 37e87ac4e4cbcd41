import { EVENT_TYPES } from '@nestjs-idenfy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aWebhook, type WebhookTraits } from '../testing/builders.js';
import { contradictionOf, readWebhook, reportOfWebhook, type SignedResult } from './read-webhook.js';

const read = (body: string | object, eventType: string | null = 'IDENTIFICATION_AUTO_FINISHED') =>
  readWebhook(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), eventType);

const verdict = { scanRef: 'scan-1', status: { overall: 'APPROVED' } };
const face = { id: 'a1', scanRef: null, clientId: null, status: 'SUCCESS' };
const expiration = { scanRef: 'scan-1', documentExpiration: '2030-01-31' };

describe('the parsing of a webhook', () => {
  it.each([
    ['nothing but the essentials', verdict],
    [
      'unknown fields and values',
      { ...verdict, final: 'maybe', status: { overall: 'NEWLY_INVENTED', x: [1] } },
    ],
    ['a document that expires', expiration],
  ])('accepts %s', (_, body) => {
    expect(read(body)).toMatchObject({ kind: 'verification', payload: body });
  });

  it('accepts a byte order mark and escapes of letters outside ASCII', () => {
    expect(read('\uFEFF{"scanRef":"\\u0160","status":{"overall":"DENIED"}}')).toMatchObject({
      kind: 'verification',
      payload: { scanRef: 'Š' },
    });
  });

  it.each(['IDENTIFICATION', 'SOMETHING_NEW', null])('does not depend on the event type %s', (eventType) => {
    expect(read(verdict, eventType)).toMatchObject({ kind: 'verification' });
  });

  it.each(['FACIAL_AUTHENTICATION', 'VIDEO_CALL_FINISHED', 'SOMETHING_NEW'])(
    'leaves a body of another kind to the handlers of %s',
    (eventType) => {
      expect(read({ status: 'SUCCESS' }, eventType)).toEqual({
        kind: 'other',
        payload: { status: 'SUCCESS' },
        eventType,
      });
    },
  );

  it.each([
    ['no JSON', '<html>', 'not a JSON object'],
    ['nothing', '', 'not a JSON object'],
    ['a list', [verdict], 'not a JSON object'],
    ['null', 'null', 'not a JSON object'],
    ['a megabyte of brackets', '['.repeat(1_000_000), 'not a JSON object'],
    ['no scanRef', { status: { overall: 'APPROVED' } }, 'no scanRef'],
    ['a scanRef that is no text', { ...verdict, scanRef: 7 }, 'no scanRef'],
    ['a card, which is no face', { ...face, lastFour: '4242' }, 'no scanRef'],
    ['no status', { scanRef: 'scan-1' }, 'no status'],
    ['a status that is no object', { scanRef: 'scan-1', status: 'APPROVED' }, 'no status'],
  ])('names the reason for refusing %s', (_, body, reason) => {
    expect(read(body)).toEqual({ kind: 'unreadable', reason });
    expect(read(body, null)).toEqual({ kind: 'unreadable', reason });
  });
});

describe('the event type that selects handlers', () => {
  it.each([
    ['IDENTIFICATION_MANUAL_FINISHED', verdict, 'IDENTIFICATION_MANUAL_FINISHED'],
    ['DOCUMENT_EXPIRATION', expiration, 'DOCUMENT_EXPIRATION'],
    ['SOMETHING_NEW', expiration, 'SOMETHING_NEW'],
    [null, verdict, null],
    ['ID_VERIFICATION_AUTO_FINISHED', verdict, 'IDENTIFICATION_AUTO_FINISHED'],
    ['ID_VERIFICATION', verdict, 'IDENTIFICATION'],
    [null, face, 'FACIAL_AUTHENTICATION'],
    ['IDENTIFICATION_AUTO_FINISHED', face, 'FACIAL_AUTHENTICATION'],
    ['SOMETHING_NEW', face, 'SOMETHING_NEW'],
    ['DOCUMENT_EXPIRATION', verdict, null],
    ['IDENTIFICATION_AUTO_FINISHED', expiration, null],
  ])('%s is accepted only when the signed body fits', (eventType, body, credible) => {
    expect(read(body, eventType)).toMatchObject({ eventType: credible });
  });
});

describe('an odd value in a signed result', () => {
  const signed = (fields: object): SignedResult => {
    const webhook = read({ ...verdict, clientId: 'ada', ...fields });
    if (webhook.kind !== 'verification' || webhook.signed.about !== 'result') throw new Error('no result');
    return webhook.signed;
  };

  it.each<[string, object, Partial<SignedResult>]>([
    ['a final text', { final: 'true' }, { final: true, odd: ['final'] }],
    ['a final number', { final: 1 }, { final: true, odd: ['final'] }],
    ['no final', { final: null }, { final: false, odd: [] }],
    ['final that says nothing', { final: 'maybe' }, { final: false, odd: ['final'] }],
    ['a numeric clientId', { clientId: 17 }, { clientId: '17', odd: ['clientId'] }],
    ['a clientId beyond what a number holds', { clientId: 2 ** 53 }, { clientId: null, odd: ['clientId'] }],
    ['a clientId with NUL', { clientId: 'ad\0a' }, { clientId: 'ad\uFFFDa', odd: ['clientId'] }],
    ['half a surrogate pair', { externalRef: 'x\uD83D' }, { externalRef: 'x\uFFFD', odd: ['externalRef'] }],
    ['a long externalRef', { externalRef: 'x'.repeat(256) }, { externalRef: null, odd: ['externalRef'] }],
    ['a time in milliseconds', { finishTime: 17e11 }, { finishTime: 0, odd: ['finishTime'] }],
    ['a time as text', { finishTime: '1700000000' }, { finishTime: 1_700_000_000, odd: ['finishTime'] }],
    ['a negative time', { finishTime: -1 }, { finishTime: 0, odd: ['finishTime'] }],
    ['data that is a list', { data: [1] }, { data: null, odd: ['data'] }],
    ['nothing but empty texts', { externalRef: '', finishTime: '', data: '' }, { odd: [] }],
  ])('is read or left out, and noted: %s', (_, fields, expected) => {
    expect(signed(fields)).toMatchObject(expected);
  });

  it('is noted by the path of its field, within status as well', () => {
    const status = {
      overall: 'SUSPECTED',
      fraudTags: ['B', 7, 'A', 'A'],
      mismatchTags: 'NAME',
      autoFace: ['FACE_MATCH'],
      manualFace: { result: 'FACE_MATCH' },
      autoDocument: 3,
    };
    expect(signed({ status })).toMatchObject({
      fraudTags: ['A', 'B'],
      mismatchTags: [],
      autoFace: null,
      manualFace: null,
      autoDocument: null,
      odd: ['autoDocument', 'autoFace', 'fraudTags', 'manualFace', 'mismatchTags'].map(
        (name) => `status.${name}`,
      ),
    });
  });

  it('is data that is nested too deep to be written again', () => {
    const deep = `{"a":`.repeat(100_000) + '1' + '}'.repeat(100_000);
    const body = `{"scanRef":"scan-1","status":{"overall":"DENIED"},"data":${deep}}`;
    expect(read(body)).toMatchObject({ signed: { overall: 'DENIED', data: null, odd: ['data'] } });
  });
});

const BODIES = {
  automatic: { overall: 'APPROVED' },
  provisional: { overall: 'APPROVED', final: false },
  manual: { overall: 'DENIED', manual: true },
  reviewing: { overall: 'REVIEWING', final: false },
  end: { overall: 'EXPIRED' },
} satisfies Record<string, WebhookTraits>;

type Body = keyof typeof BODIES;

/** The bodies that may come under an event; any may where iDenfy does not say. */
const MAY_COME: Readonly<Record<string, readonly Body[]>> = {
  IDENTIFICATION_AUTO_FINISHED: ['automatic', 'provisional', 'reviewing'],
  IDENTIFICATION_MANUAL_FINISHED: ['manual'],
  IDENTIFICATION_EXPIRED: ['end'],
  IDENTIFICATION_CANCELLED: ['end'],
  DOCUMENT_EXPIRATION: [],
};

const reportOf = (traits: WebhookTraits, eventType: string | null) =>
  reportOfWebhook(signedResult(aWebhook(traits)), {
    eventType,
    receivedAt: new Date(0),
    lateDuplicate: false,
  });

function signedResult(payload: object): SignedResult {
  const read = readWebhook(Buffer.from(JSON.stringify(payload)), null);
  if (read.kind !== 'verification' || read.signed.about !== 'result') throw new Error('no result');
  return read.signed;
}

const bodies = Object.keys(BODIES) as Body[];
const pairs = [...EVENT_TYPES, 'IDENTIFICATION_INVENTED', null].flatMap((eventType) =>
  bodies.map((body) => ({ eventType, body })),
);

describe('the unsigned event header', () => {
  it.each(pairs)('is checked against the body: $eventType over one that is $body', ({ eventType, body }) => {
    const fits = MAY_COME[eventType ?? '']?.includes(body) ?? true;

    const contradiction = contradictionOf(eventType, reportOf(BODIES[body], eventType));

    expect(contradiction).toBe(fits ? null : 'HEADER_CONTRADICTS');
  });

  it('never raises the rank: it only tells a cancellation from an expiry and marks a resubmission', () => {
    const header = fc.option(fc.oneof(fc.constantFrom(...EVENT_TYPES), fc.string()));
    fc.assert(
      fc.property(header, fc.constantFrom(...bodies), (eventType, body) => {
        const { status, resubmission, ...weight } = reportOf(BODIES[body], eventType);
        const { status: alone, resubmission: _, ...weightAlone } = reportOf(BODIES[body], null);
        expect(weight).toEqual(weightAlone);
        expect(status).toBe(
          eventType === 'IDENTIFICATION_CANCELLED' && alone === 'EXPIRED' ? 'CANCELLED' : alone,
        );
        const pending = body === 'provisional' || body === 'reviewing';
        expect(resubmission).toBe(eventType === 'IDENTIFICATION_RESUBMITTED' && pending);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});
