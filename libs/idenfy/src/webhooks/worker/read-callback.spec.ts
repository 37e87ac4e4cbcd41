import { describe, expect, it } from 'vitest';
import { credibleEventType, readCallback } from './read-callback.js';

const read = (body: string | object, eventType: string | null = 'IDENTIFICATION_AUTO_FINISHED') =>
  readCallback(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), eventType);

const verdict = { scanRef: 'scan-1', status: { overall: 'APPROVED' } };
const expiration = { scanRef: 'scan-1', documentExpiration: '2030-01-31' };

describe('reading a callback', () => {
  it.each([
    ['nothing but the essentials', verdict],
    [
      'fields and values nobody knows',
      { ...verdict, final: 'maybe', status: { overall: 'NEWLY_INVENTED', x: [1] } },
    ],
    ['a document that expires', expiration],
  ])('takes %s', (_, body) => {
    expect(read(body)).toEqual({ kind: 'verification', payload: body });
  });

  it('takes a byte order mark and escapes of letters outside ASCII', () => {
    expect(read('\uFEFF{"scanRef":"\\u0160","status":{"overall":"DENIED"}}')).toMatchObject({
      kind: 'verification',
      payload: { scanRef: 'Š' },
    });
  });

  it.each(['IDENTIFICATION', 'SOMETHING_NEW', null])(
    'does not need to know the event type %s',
    (eventType) => {
      expect(read(verdict, eventType)).toMatchObject({ kind: 'verification' });
    },
  );

  it.each(['FACIAL_AUTHENTICATION', 'VIDEO_CALL_FINISHED', 'SOMETHING_NEW'])(
    'leaves a body of another kind to the handlers of %s',
    (eventType) => {
      expect(read({ status: 'SUCCESS' }, eventType)).toEqual({
        kind: 'other',
        payload: { status: 'SUCCESS' },
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
    ['no status', { scanRef: 'scan-1' }, 'no status'],
    ['a status that is no object', { scanRef: 'scan-1', status: 'APPROVED' }, 'no status'],
  ])('says what is wrong with %s', (_, body, reason) => {
    expect(read(body)).toEqual({ kind: 'unreadable', reason });
    expect(read(body, null)).toEqual({ kind: 'unreadable', reason });
  });
});

describe('the event type that handlers are chosen by', () => {
  it.each([
    ['IDENTIFICATION_MANUAL_FINISHED', verdict, 'IDENTIFICATION_MANUAL_FINISHED'],
    ['DOCUMENT_EXPIRATION', expiration, 'DOCUMENT_EXPIRATION'],
    ['SOMETHING_NEW', expiration, 'SOMETHING_NEW'],
    [null, verdict, null],
    ['DOCUMENT_EXPIRATION', verdict, null],
    ['IDENTIFICATION_AUTO_FINISHED', expiration, null],
  ])('of %s is believed only where the signed body fits', (eventType, body, credible) => {
    expect(credibleEventType(read(body, eventType), eventType)).toBe(credible);
  });
});
