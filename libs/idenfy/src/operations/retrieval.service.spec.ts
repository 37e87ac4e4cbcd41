import { describe, expect, it } from 'vitest';
import { decodeReport, mediaFiles } from './retrieval.service.js';

describe('the files of a verification', () => {
  it('have the names of their steps, with numbers where a step has several', () => {
    const files = mediaFiles({
      fileUrls: { FRONT: 'https://a', UTILITY_BILL: 'https://b', BACK: null },
      videoUrls: { FRONT_VIDEO: 'https://c' },
      additionalStepPdfUrls: { UTILITY_BILL: ['https://d', 'https://e'] },
    });

    expect([...files]).toEqual([
      ['FRONT', 'https://a'],
      ['UTILITY_BILL', 'https://b'],
      ['FRONT_VIDEO', 'https://c'],
      ['UTILITY_BILL-2', 'https://d'],
      ['UTILITY_BILL-3', 'https://e'],
    ]);
  });

  it('are empty where iDenfy names none', () => {
    expect(mediaFiles({ fileUrls: null, videoUrls: {} }).size).toBe(0);
  });
});

const pdf = Buffer.from('%PDF-1.7 …');
const base64 = pdf.toString('base64');

describe('the answer that holds a report', () => {
  it.each([
    ['bare Base64', base64],
    ['Base64 in lines', `${base64.slice(0, 8)}\r\n${base64.slice(8)}\n`],
    ['a quoted string', JSON.stringify(base64)],
    ['an object with one string', JSON.stringify({ pdf: base64, pages: 3 })],
  ])('is understood as %s', (_form, answer) => {
    expect(decodeReport(answer)).toEqual(pdf);
  });

  it.each([
    ['some other Base64', Buffer.from('<html>').toString('base64')],
    ['an object with two strings', JSON.stringify({ pdf: base64, name: 'x' })],
    ['broken JSON', `"${base64}`],
    ['plain text', 'not found'],
  ])('is refused as %s', (_form, answer) => {
    expect(decodeReport(answer)).toBeUndefined();
  });
});
