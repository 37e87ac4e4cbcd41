import { describe, expect, it } from 'vitest';
import { readEnvironment, refuseUnfitForProduction } from './read-environment.js';

const KEY = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

describe('the environment', () => {
  it('needs no variable on a bare machine', () => {
    expect(readEnvironment({})).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      SIMULATOR_PORT: 4010,
    });
  });

  it('contains numbers and lists, trimmed, and treats blank values as absent', () => {
    const environment = readEnvironment({
      PORT: ' 8080 ',
      DATABASE_URL: '   ',
      IDENFY_API_KEY: ' key\n',
      IDENFY_API_SECRET: 'secret',
      IDENFY_WEBHOOK_SIGNING_KEYS: 'first-signing-key-1, second-signing-key,',
    });

    expect(environment).toMatchObject({
      PORT: 8080,
      IDENFY_API_KEY: 'key',
      IDENFY_WEBHOOK_SIGNING_KEYS: ['first-signing-key-1', 'second-signing-key'],
    });
    expect(environment.DATABASE_URL).toBeUndefined();
  });

  it.each(['0.0.0.0', '::', '::1', 'localhost', 'kyc-1.example.internal'])('may listen on %s', (HOST) => {
    expect(readEnvironment({ HOST })).toMatchObject({ HOST });
  });

  it('ignores unknown variables', () => {
    expect(Object.keys(readEnvironment({ HOME: '/home/ada', __proto__: 'x' }))).not.toContain('HOME');
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'abc'],
    ['HOST', '999.1.1.1'],
    ['HOST', 'http://secret-value'],
    ['HOST', '[::1]'],
    ['NODE_ENV', 'prodution'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://secret-value@host/db'],
    ['DATABASE_URL', 'postgres://secret-value@host'],
    ['IDENFY_BASE_URL', 'http://secret-value.example'],
    ['IDENFY_UI_URL', 'secret-value'],
    ['IDENFY_PROXY_URL', 'secret-value:3128'],
    ['IDENFY_PROXY_URL', 'socks5://secret-value:1080'],
    ['IDENFY_ENCRYPTION_KEYS', 'secret-value'],
    ['IDENFY_ENCRYPTION_KEYS', `${KEY},${KEY}`],
    ['IDENFY_AUDIT_KEYS', 'secret-value'],
    ['IDENFY_KEEP_AT_LEAST_DAYS', '0.5'],
    ['AUTH_JWT_SECRET', 'secret-value'],
    ['SERVE_DOCS', 'yes'],
  ])('is refused for a wrong %s in one line without its value', (name, value) => {
    const given = { IDENFY_API_KEY: 'key', IDENFY_API_SECRET: 'secret', [name]: value };

    expect(() => readEnvironment(given)).toThrowError(name);
    expect(() => readEnvironment(given)).not.toThrowError(/secret-value|\n/);
  });

  it.each([
    [{ IDENFY_API_KEY: 'key' }, /^IDENFY_API_SECRET is missing/],
    [{ IDENFY_API_SECRET: 'secret' }, /^IDENFY_API_KEY is missing/],
  ])('is refused with half of the credentials', (given, message) => {
    expect(() => readEnvironment(given)).toThrowError(message);
  });
});

describe('production', () => {
  const fit = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://kyc:pw@db.example:5432/kyc',
    IDENFY_API_KEY: 'key',
    IDENFY_API_SECRET: 'secret',
    IDENFY_WEBHOOK_SIGNING_KEYS: 'TestingKey', // iDenfy's test vectors use it: a short key is warned about, not refused
    IDENFY_ENCRYPTION_KEYS: KEY,
    IDENFY_HASH_KEY: Buffer.alloc(32, 2).toString('base64'),
    IDENFY_AUDIT_KEYS: KEY,
    IDENFY_KEEP_AT_LEAST_DAYS: '1825',
    IDENFY_DELETE_AFTER_DAYS: '3650',
    IDENFY_RETENTION_STARTS_AT: 'relationship-end',
    AUTH_JWT_SECRET: 'x'.repeat(32),
  };

  it('accepts a complete environment', () => {
    expect(() => refuseUnfitForProduction(readEnvironment(fit))).not.toThrow();
  });

  it.each([
    [{ DATABASE_URL: '' }, 'the embedded database'],
    [{ IDENFY_API_KEY: '', IDENFY_API_SECRET: '' }, 'the simulator'],
    [{ IDENFY_BASE_URL: 'http://127.0.0.1:4010' }, 'plain HTTP in IDENFY_BASE_URL'],
    [{ IDENFY_WEBHOOK_SIGNING_KEYS: '' }, 'generated keys: set IDENFY_WEBHOOK_SIGNING_KEYS'],
    [{ IDENFY_ENCRYPTION_KEYS: '' }, 'generated keys: set IDENFY_ENCRYPTION_KEYS'],
    [{ IDENFY_HASH_KEY: '' }, 'generated keys: set IDENFY_HASH_KEY'],
    [{ IDENFY_AUDIT_KEYS: '' }, 'generated keys: set IDENFY_AUDIT_KEYS'],
    [{ AUTH_JWT_SECRET: '' }, 'generated keys: set AUTH_JWT_SECRET'],
    [{ IDENFY_KEEP_AT_LEAST_DAYS: '' }, 'data without retention times'],
    [{ IDENFY_DELETE_AFTER_DAYS: '' }, 'data without retention times'],
    [{ IDENFY_RETENTION_STARTS_AT: '' }, 'set IDENFY_RETENTION_STARTS_AT'],
  ])('refuses %o', (change, refused) => {
    expect(() => refuseUnfitForProduction(readEnvironment({ ...fit, ...change }))).toThrowError(refused);
  });

  it('adds no requirement outside production', () => {
    expect(() => refuseUnfitForProduction(readEnvironment({ NODE_ENV: 'test' }))).not.toThrow();
  });
});
