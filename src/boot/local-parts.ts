import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, makeFolder, startPostgres, type RunningPostgres } from '@nestjs-idenfy/local-postgres';
import type { Environment } from '../config/environment.js';
import { type CompleteEnvironment, requireComplete } from '../config/read-environment.js';
import { BootError } from './boot-error.js';
import type { Close, Teardown } from './run.js';

/** All variables, and which of them stand for local parts. */
export interface LocalParts {
  readonly environment: CompleteEnvironment;
  /** Whether the simulator replaces iDenfy. */
  readonly simulated: boolean;
  /** Whether the embedded database is used. */
  readonly embedded: boolean;
}

/** Starts a local part for each variable that is not given: database, iDenfy, keys. */
export async function startLocalParts(given: Environment, opened: Teardown): Promise<LocalParts> {
  const simulated = given.IDENFY_API_KEY === undefined;
  const embedded = given.DATABASE_URL === undefined;
  if (simulated) refuseHostsWithoutKeys(given);

  const keys = await generatedKeys(given.DATA_DIR);
  const environment: Environment = {
    ...given,
    PORT: given.PORT || (await freePort()), // the simulator must know it before the service listens
    IDENFY_ENCRYPTION_KEYS: given.IDENFY_ENCRYPTION_KEYS ?? [keys.encryptionKey],
    IDENFY_HASH_KEY: given.IDENFY_HASH_KEY ?? keys.hashKey,
    IDENFY_AUDIT_KEYS: given.IDENFY_AUDIT_KEYS ?? [keys.auditKey],
    AUTH_JWT_SECRET: given.AUTH_JWT_SECRET ?? keys.jwtSecret,
  };
  if (simulated) environment.IDENFY_WEBHOOK_SIGNING_KEYS ??= [keys.webhookSigningKey];

  const parts = await Promise.allSettled([
    embedded && addDatabase(environment),
    simulated && addSimulator(environment),
  ]);
  // When one part fails, the other must still be closed, the database last.
  for (const part of parts) if (part.status === 'fulfilled' && part.value) opened.add(part.value);
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
  requireComplete(environment);
  return { environment, simulated, embedded };
}

function refuseHostsWithoutKeys(given: Environment): void {
  for (const name of ['IDENFY_BASE_URL', 'IDENFY_UI_URL'] as const) {
    if (given[name])
      throw new BootError(`${name} is given without IDENFY_API_KEY and IDENFY_API_SECRET: set all of them`);
  }
}

async function addDatabase(environment: Environment): Promise<Close> {
  const server = await startDatabase(environment);
  environment.DATABASE_URL = server.url;
  return () => server.stop();
}

async function addSimulator(environment: Environment): Promise<Close> {
  const simulator = await startSimulator(environment, environment.IDENFY_WEBHOOK_SIGNING_KEYS?.[0]);
  Object.assign(environment, simulator.variables);
  return () => simulator.close();
}

/** The embedded PostgreSQL, with its data below `DATA_DIR`. */
export function startDatabase({ DATA_DIR }: Environment): Promise<RunningPostgres> {
  return startPostgres({ dataDir: join(DATA_DIR, 'postgres'), durable: true });
}

interface LocalSimulator {
  /** The variables that make the service use the simulator as iDenfy. */
  readonly variables: Pick<
    Environment,
    'IDENFY_API_KEY' | 'IDENFY_API_SECRET' | 'IDENFY_BASE_URL' | 'IDENFY_UI_URL'
  >;
  close(): Promise<void>;
}

/** The simulated iDenfy. It keeps its sessions in `DATA_DIR` and sends webhooks to the service. */
async function startSimulator(
  { DATA_DIR, SIMULATOR_PORT, PORT, HOST }: Environment,
  signingKey: string | undefined,
): Promise<LocalSimulator> {
  const { IdenfySimulator } = await import('@nestjs-idenfy/simulator');
  await makeFolder(DATA_DIR);
  const simulator = await IdenfySimulator.start({
    port: SIMULATOR_PORT,
    webhookUrl: `http://${reachable(HOST)}:${PORT}/idenfy/webhooks`,
    signingKey,
    stateFile: join(DATA_DIR, 'simulator.json'),
  });
  return {
    variables: {
      IDENFY_API_KEY: simulator.apiKey,
      IDENFY_API_SECRET: simulator.apiSecret,
      IDENFY_BASE_URL: simulator.url,
      IDENFY_UI_URL: simulator.uiUrl,
    },
    close: () => simulator.close(),
  };
}

/** The host name under which this machine reaches a service that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Generated keys, kept as long as the data they protect. */
interface GeneratedKeys {
  readonly encryptionKey: string;
  readonly hashKey: string;
  readonly auditKey: string;
  readonly webhookSigningKey: string;
  readonly jwtSecret: string;
}

/** Reads the keys from the data folder, or generates them on the first start. Only the current user can read the file. */
export async function generatedKeys(dataDir: string): Promise<GeneratedKeys> {
  const file = join(dataDir, 'keys.json');
  try {
    await makeFolder(dataDir);
    const kept = await readIfPresent(file);
    if (kept !== undefined) return parse(kept);
    const keys = generate();
    await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return keys;
  } catch (cause) {
    throw new BootError(
      `the keys in ${file} cannot be used: make DATA_DIR writable, or delete it to start afresh`,
      { cause },
    );
  }
}

function generate(): GeneratedKeys {
  return {
    encryptionKey: `local:${randomBytes(32).toString('base64')}`,
    hashKey: randomBytes(32).toString('base64'),
    auditKey: `local:${randomBytes(32).toString('base64')}`,
    webhookSigningKey: randomBytes(32).toString('hex'),
    jwtSecret: randomBytes(32).toString('base64url'),
  };
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): GeneratedKeys {
  const keys = JSON.parse(text) as Partial<GeneratedKeys>;
  const { encryptionKey, hashKey, auditKey, webhookSigningKey, jwtSecret } = keys;
  if (!encryptionKey || !hashKey || !auditKey || !webhookSigningKey || !jwtSecret)
    throw new Error('a key is missing');
  return { encryptionKey, hashKey, auditKey, webhookSigningKey, jwtSecret };
}
