import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DatabaseOptions } from './database.options.js';
import { refusePlaintext } from './plaintext-connections.js';

const check =
  (url: string, options: Partial<DatabaseOptions> = {}, ssl?: boolean) =>
  () =>
    refusePlaintext(new DataSource({ type: 'postgres', url, ...(ssl !== undefined && { ssl }) }), options);

describe('a connection to PostgreSQL, in production', () => {
  beforeEach(() => vi.stubEnv('NODE_ENV', 'production'));
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    'postgres://u:secret@db.internal/kyc',
    'postgres://u:secret@10.0.0.7/kyc',
    'postgres://u:secret@localhost.evil.example/kyc',
    'postgres://u:secret@db.internal/kyc?sslmode=disable',
  ])('is refused without TLS, and without its password in the message: %s', (url) => {
    expect(check(url)).toThrow(expect.objectContaining({ option: 'dataSource.ssl' }));
    expect(check(url)).not.toThrow('secret');
  });

  it.each([
    'postgres://u:secret@db.internal/kyc?sslmode=verify-full',
    'postgres://u:secret@db.internal/kyc?sslmode=no-verify',
    'postgres://u:secret@localhost/kyc',
    'postgres://u:secret@127.0.0.1:5433/kyc',
    'postgres://u:secret@[::1]/kyc',
    'socket:/var/run/postgresql?db=kyc',
  ])('is accepted with TLS, and on this machine: %s', (url) => {
    expect(check(url)).not.toThrow();
  });

  it('is accepted with TLS by the options, or by the variables of pg', () => {
    expect(check('postgres://u:secret@db.internal/kyc', {}, true)).not.toThrow();
    vi.stubEnv('PGSSLMODE', 'require');
    expect(check('postgres://u:secret@db.internal/kyc')).not.toThrow();
  });

  it('is checked for LISTEN as well', () => {
    const listenUrl = 'postgres://u:secret@primary.internal/kyc';

    expect(check('postgres://u:secret@localhost/kyc', { listenUrl })).toThrow(
      expect.objectContaining({ option: 'database.listenUrl' }),
    );
  });

  it('is accepted with a reason, and anywhere else than in production', () => {
    expect(check('postgres://u:secret@db.internal/kyc', { allowPlaintext: 'the mesh' })).not.toThrow();
    vi.stubEnv('NODE_ENV', 'staging');
    expect(check('postgres://u:secret@db.internal/kyc')).not.toThrow();
  });
});
