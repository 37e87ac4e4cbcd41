import { describe, expect, it } from 'vitest';
import { refuseUnfitForProduction } from './production-fence.js';
import { readEnvironment } from './read-environment.js';

const KEY = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

describe('reading the variables', () => {
  it('needs none of them on a bare machine', () => {
    expect(readEnvironment({})).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      SIMULATOR_PORT: 4010,
    });
  });

  it('reads numbers and lists, trims, and takes a blank one for not given', () => {
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

  it('keeps nothing of what it does not know', () => {
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
    ['IDENFY_WEBHOOK_SIGNING_KEYS', 'secret-value'],
    ['IDENFY_ENCRYPTION_KEYS', 'secret-value'],
    ['IDENFY_ENCRYPTION_KEYS', `${KEY},${KEY}`],
    ['IDENFY_KEEP_AT_LEAST_DAYS', '0.5'],
    ['AUTH_JWT_SECRET', 'secret-value'],
    ['SERVE_DOCS', 'yes'],
  ])('names %s when it is wrong, on one line and without its value', (name, value) => {
    const given = { IDENFY_API_KEY: 'key', IDENFY_API_SECRET: 'secret', [name]: value };

    expect(() => readEnvironment(given)).toThrowError(name);
    expect(() => readEnvironment(given)).not.toThrowError(/secret-value|\n/);
  });

  it.each([
    [{ IDENFY_API_KEY: 'key' }, /^IDENFY_API_SECRET is missing/],
    [{ IDENFY_API_SECRET: 'secret' }, /^IDENFY_API_KEY is missing/],
  ])('refuses credentials that are given by half', (given, message) => {
    expect(() => readEnvironment(given)).toThrowError(message);
  });
});

describe('production', () => {
  const fit = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://kyc:pw@db.example:5432/kyc',
    IDENFY_API_KEY: 'key',
    IDENFY_API_SECRET: 'secret',
    IDENFY_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-enough-length',
    IDENFY_ENCRYPTION_KEYS: KEY,
    IDENFY_KEEP_AT_LEAST_DAYS: '1825',
    IDENFY_DELETE_AFTER_DAYS: '3650',
    AUTH_JWT_SECRET: 'x'.repeat(32),
  };

  it('takes a service that has everything', () => {
    expect(() => refuseUnfitForProduction(readEnvironment(fit))).not.toThrow();
  });

  it.each([
    [{ DATABASE_URL: '' }, 'the embedded database'],
    [{ IDENFY_API_KEY: '', IDENFY_API_SECRET: '' }, 'the simulator'],
    [{ IDENFY_BASE_URL: 'http://127.0.0.1:4010' }, 'plain HTTP in IDENFY_BASE_URL'],
    [{ IDENFY_WEBHOOK_SIGNING_KEYS: '' }, 'generated keys: set IDENFY_WEBHOOK_SIGNING_KEYS'],
    [{ IDENFY_ENCRYPTION_KEYS: '' }, 'generated keys: set IDENFY_ENCRYPTION_KEYS'],
    [{ AUTH_JWT_SECRET: '' }, 'generated keys: set AUTH_JWT_SECRET'],
    [{ IDENFY_KEEP_AT_LEAST_DAYS: '' }, 'data without retention times'],
    [{ IDENFY_DELETE_AFTER_DAYS: '' }, 'data without retention times'],
  ])('refuses %o', (change, refused) => {
    expect(() => refuseUnfitForProduction(readEnvironment({ ...fit, ...change }))).toThrowError(refused);
  });

  it('asks for nothing of that elsewhere', () => {
    expect(() => refuseUnfitForProduction(readEnvironment({ NODE_ENV: 'test' }))).not.toThrow();
  });
});
