import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../contract/event-type.js';
import { aWebhook, type WebhookTraits } from '../../testing/a-webhook.js';
import { findingOfCallback } from './finding.js';
import { contradictionOf } from './header-contradiction.js';

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
};

const findingOf = (traits: WebhookTraits, eventType: string | null) =>
  findingOfCallback(aWebhook(traits), { eventType, receivedAt: new Date(0), lateRepeat: false });

const bodies = Object.keys(BODIES) as Body[];
const pairs = [...EVENT_TYPES, 'IDENTIFICATION_INVENTED', null].flatMap((eventType) =>
  bodies.map((body) => ({ eventType, body })),
);

describe('the event header, which is not signed', () => {
  it.each(pairs)('is checked against the body: $eventType over one that is $body', ({ eventType, body }) => {
    const fits = MAY_COME[eventType ?? '']?.includes(body) ?? true;

    const contradiction = contradictionOf(eventType, findingOf(BODIES[body], eventType));

    expect(contradiction).toBe(fits ? null : 'HEADER_CONTRADICTS');
  });

  it('never adds weight: it tells a cancellation from an expiry, marks a resubmission, and that is all', () => {
    const header = fc.option(fc.oneof(fc.constantFrom(...EVENT_TYPES), fc.string()));
    fc.assert(
      fc.property(header, fc.constantFrom(...bodies), (eventType, body) => {
        const { status, resubmission, ...weight } = findingOf(BODIES[body], eventType);
        const { status: alone, resubmission: _, ...weightAlone } = findingOf(BODIES[body], null);
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
