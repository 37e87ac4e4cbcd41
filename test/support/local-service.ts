import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { startService } from '../../src/boot/start-service.js';
import { readEnvironment, requireComplete } from '../../src/config/read-environment.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { Visitor } from './visitor.js';

const SIGNING_KEY = 'a-signing-key-of-enough-length';

export const ENCRYPTION_KEY = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

/** The reference service in this process, with a database and a simulator of its own. */
export interface LocalService {
  readonly url: string;
  readonly simulator: IdenfySimulator;
  readonly database: TestDatabase;
  /** Signs in as a person, or as an operator. */
  visitor(clientId: string, options?: { staff?: boolean }): Promise<Visitor>;
  close(): Promise<void>;
}

export async function startLocalService(variables: Record<string, string> = {}): Promise<LocalService> {
  const database = await createTestDatabase();
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${port}/idenfy/webhooks`;
  const simulator = await IdenfySimulator.start({ port: 0, webhookUrl, signingKey: SIGNING_KEY });
  const environment = readEnvironment({
    PORT: String(port),
    DATABASE_URL: database.url,
    IDENFY_API_KEY: simulator.apiKey,
    IDENFY_API_SECRET: simulator.apiSecret,
    IDENFY_BASE_URL: simulator.url,
    IDENFY_UI_URL: simulator.uiUrl,
    IDENFY_WEBHOOK_SIGNING_KEYS: SIGNING_KEY,
    IDENFY_ENCRYPTION_KEYS: ENCRYPTION_KEY,
    IDENFY_HASH_KEY: Buffer.alloc(32, 2).toString('base64'),
    IDENFY_AUDIT_KEYS: `a1:${Buffer.alloc(32, 3).toString('base64')}`,
    AUTH_JWT_SECRET: 'a-secret-of-at-least-thirty-two-characters',
    LOG_LEVEL: 'fatal',
    ...variables,
  });
  requireComplete(environment);
  const service = await startService(environment, { simulated: true, pendingMigrations: 'run' });
  return {
    url: service.url,
    simulator,
    database,
    visitor: (clientId, { staff } = {}) => Visitor.signIn(service.url, clientId, staff),
    async close() {
      await service.close();
      await simulator.close();
      await database.drop();
    },
  };
}
