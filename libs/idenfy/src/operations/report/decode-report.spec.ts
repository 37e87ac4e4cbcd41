import { describe, expect, it } from 'vitest';
import { decodeReport } from './decode-report.js';

const pdf = Buffer.from('%PDF-1.7 …');
const base64 = pdf.toString('base64');

describe('the answer with a report', () => {
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
  ])('is no report as %s', (_form, answer) => {
    expect(decodeReport(answer)).toBeUndefined();
  });
});
