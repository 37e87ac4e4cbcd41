import { describe, expect, it } from 'vitest';
import { readExpiry } from './result-facts.js';

describe('the expiry of a document', () => {
  it.each([
    ['2031-01-02', '2031-01-02'],
    ['2031-01-02T00:00:00Z', '2031-01-02'],
    ['2031-01-02T23:30:00-05:00', '2031-01-02'],
    ['2031-01-02 00:00:00', '2031-01-02'],
    [' 2031-01-02 ', '2031-01-02'],
    ['2031-05-00', '2031-05-31'],
    ['2028-02', '2028-02-29'],
    ['2031-00-00', '2031-12-31'],
    ['2031', '2031-12-31'],
  ])('%j ends with the last day it can mean', (reported, day) => {
    expect(readExpiry(reported)).toEqual(new Date(`${day}T23:59:59.999Z`));
  });

  it.each([null, undefined, '', '  '])('%j is none', (reported) => {
    expect(readExpiry(reported)).toBeNull();
  });

  it.each([
    '31.12.2031',
    '06/05/2030',
    '20310102',
    '2031-02-30',
    '2031-13-01',
    '2031-00-15',
    '0000-00-00',
    '2031-01-023',
    'never',
    1_925_000_000,
    ['2031-01-02'],
    { date: '2031-01-02' },
  ])('%j cannot be read', (reported) => {
    expect(readExpiry(reported)).toBe('UNREADABLE');
  });
});
