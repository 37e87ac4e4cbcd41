import { Client } from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../../test/support/free-port.js';
import { isDatabaseAway } from './is-database-away.js';

const saidByPostgres = (code: string) => Object.assign(new Error('said by PostgreSQL'), { code });

describe('a database that is away', () => {
  it('refuses the connection', async () => {
    const nobody = new Client({ host: '127.0.0.1', port: await freePort() });

    expect(isDatabaseAway(await nobody.connect().catch((error: unknown) => error))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('is known by what pg says without a code: %s', (message) => {
    expect(isDatabaseAway(new Error(message))).toBe(true);
    expect(isDatabaseAway(new QueryFailedError('select 1', [], new Error(message)))).toBe(true);
  });

  it.each(['08006', '53300', '57P01', '57P03', '25006', '57014', 'ECONNRESET', 'EAI_AGAIN'])(
    'is known by its code: %s',
    (code) => {
      expect(isDatabaseAway(saidByPostgres(code))).toBe(true);
      expect(isDatabaseAway(new QueryFailedError('select 1', [], saidByPostgres(code)))).toBe(true);
    },
  );

  it('leaves a transaction behind', () => {
    expect(isDatabaseAway(new QueryRunnerAlreadyReleasedError())).toBe(true);
  });

  it.each([saidByPostgres('23505'), saidByPostgres('42P01'), new TypeError('x'), 'ECONNREFUSED', null])(
    'is not what went wrong here: %s',
    (thrown) => expect(isDatabaseAway(thrown)).toBe(false),
  );
});
