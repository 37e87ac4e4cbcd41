import { Client } from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { isDatabaseAway, isStaleStatement, isUniqueViolation } from './database-errors.js';

const postgresError = (code: string) => Object.assign(new Error('from PostgreSQL'), { code });

describe('a database that does not serve', () => {
  it('is recognised when it refuses the connection', async () => {
    const client = new Client({ host: '127.0.0.1', port: await freePort() });

    expect(isDatabaseAway(await client.connect().catch((error: unknown) => error))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('is recognised by a message of pg without a code: %s', (message) => {
    expect(isDatabaseAway(new Error(message))).toBe(true);
    expect(isDatabaseAway(new QueryFailedError('select 1', [], new Error(message)))).toBe(true);
  });

  it.each(['08006', '53300', '57P01', '57P03', '25006', '57014', 'ECONNRESET', 'EAI_AGAIN'])(
    'is recognised by its code: %s',
    (code) => {
      expect(isDatabaseAway(postgresError(code))).toBe(true);
      expect(isDatabaseAway(new QueryFailedError('select 1', [], postgresError(code)))).toBe(true);
    },
  );

  it('is recognised when a connection was lost in a transaction', () => {
    expect(isDatabaseAway(new QueryRunnerAlreadyReleasedError())).toBe(true);
  });

  it.each([postgresError('23505'), postgresError('42P01'), new TypeError('x'), 'ECONNREFUSED', null])(
    'is not the cause of %s',
    (thrown) => expect(isDatabaseAway(thrown)).toBe(false),
  );
});

describe('a code of PostgreSQL', () => {
  it.each([
    ['23505', isUniqueViolation],
    ['26000', isStaleStatement],
    ['42P05', isStaleStatement],
    ['0A000', isStaleStatement],
  ])('%s is told apart from others', (code, isThis) => {
    expect(isThis(new QueryFailedError('select 1', [], postgresError(code)))).toBe(true);
    expect(isThis(postgresError('22P02'))).toBe(false);
    expect(isThis(new Error(code))).toBe(false);
    expect(isThis(null)).toBe(false);
  });
});
