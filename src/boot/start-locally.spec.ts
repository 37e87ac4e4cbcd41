import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../config/read-environment.js';
import { progressLine } from './start-locally.js';

const DATABASE_URL = 'postgres://kyc@db.example/kyc';
const KEYS = { IDENFY_API_KEY: 'key', IDENFY_API_SECRET: 'secret' };

describe('the line shown while the service starts', () => {
  it.each([
    [{}, 'Starting PostgreSQL and the simulator…\n'],
    [KEYS, 'Starting PostgreSQL…\n'],
    [{ DATABASE_URL }, 'Starting the simulator…\n'],
    [{ DATABASE_URL, ...KEYS }, 'Starting the service…\n'],
  ])('names what is local: %j', (given, line) => {
    expect(progressLine(readEnvironment(given), { isTTY: true })).toBe(line);
  });

  it('is absent in scripts', () => {
    expect(progressLine(readEnvironment({}), {})).toBe('');
  });
});
