import { EVENT_TYPES } from '@nestjs-idenfy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aWebhook, type WebhookTraits } from '../testing/builders.js';
import { contradictionOf, readWebhook, reportOfWebhook, type SignedResult } from './read-webhook.js';

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
