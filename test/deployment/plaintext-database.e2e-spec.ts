import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';

/** The same server under an address that is not called loopback. */
const NOT_LOOPBACK = '0.0.0.0';

const PRODUCTION = {
  encryptionKeys: [`k1:${Buffer.alloc(32, 1).toString('base64')}`],
  hashKey: Buffer.alloc(32, 2).toString('base64'),
  auditKeys: [`a1:${Buffer.alloc(32, 3).toString('base64')}`],
  retention: { startsAt: 'verification-end' as const, keepAtLeastDays: 1, deleteAfterDays: 2 },
};

describe('PostgreSQL without TLS on another host, in production', () => {
  beforeEach(() => vi.stubEnv('NODE_ENV', 'production'));
  afterEach(() => vi.unstubAllEnvs());

  async function boot(host: string, allowPlaintext?: string): Promise<void> {
    const database = await createTestDatabase();
    try {
      const url = new URL(database.url);
      url.hostname = host;
      const options = { ...PRODUCTION, ...(allowPlaintext && { database: { allowPlaintext } }) };
      const kyc = await KycApp.start({ database, dataSource: { url: url.href }, options });
      await kyc.close();
    } catch (error) {
      await database.drop();
      throw error;
    }
  }

  it('is refused at boot', async () => {
    await expect(boot(NOT_LOOPBACK)).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option: 'dataSource.ssl',
      message: expect.stringMatching(/sslmode=verify-full.*database\.allowPlaintext/) as string,
    });
  });

  it('is accepted with a reason, and on this machine', async () => {
    await boot(NOT_LOOPBACK, 'the sidecar encrypts');
    await boot('127.0.0.1');
  });
});
