import { BootError } from '../boot/boot-error.js';
import type { Close, Teardown } from '../boot/teardown.js';
import { requireComplete, type CompleteEnvironment } from '../config/complete-environment.js';
import type { Environment } from '../config/environment.js';
import { generatedKeys } from './generated-keys.js';
import { startDatabase } from './local-database.js';
import { startSimulator } from './local-simulator.js';
import { freePort } from './postgres/free-port.js';

/** The variables, complete, and which of them stand for something local. */
export interface LocalParts {
  readonly environment: CompleteEnvironment;
  /** Whether iDenfy is played by the simulator. */
  readonly simulated: boolean;
  /** Whether the database is the embedded one. */
  readonly embedded: boolean;
}

/** Brings a local part for everything that is not given: database, iDenfy, keys. */
export async function startLocalParts(given: Environment, opened: Teardown): Promise<LocalParts> {
  const simulated = given.IDENFY_API_KEY === undefined;
  const embedded = given.DATABASE_URL === undefined;
  if (simulated) refuseHostsWithoutKeys(given);

  const keys = await generatedKeys(given.DATA_DIR);
  const environment: Environment = {
    ...given,
    PORT: given.PORT || (await freePort()), // the simulator must know it before the service listens
    IDENFY_ENCRYPTION_KEYS: given.IDENFY_ENCRYPTION_KEYS ?? [keys.encryptionKey],
    AUTH_JWT_SECRET: given.AUTH_JWT_SECRET ?? keys.jwtSecret,
  };
  if (simulated) environment.IDENFY_WEBHOOK_SIGNING_KEYS ??= [keys.webhookSigningKey];

  const parts = await Promise.allSettled([
    embedded && addDatabase(environment),
    simulated && addSimulator(environment),
  ]);
  // Whatever failed: what was opened beside it must be closed, the database last.
  for (const part of parts) if (part.status === 'fulfilled' && part.value) opened.add(part.value);
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
  requireComplete(environment);
  return { environment, simulated, embedded };
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

function refuseHostsWithoutKeys(given: Environment): void {
  for (const name of ['IDENFY_BASE_URL', 'IDENFY_UI_URL'] as const) {
    if (given[name])
      throw new BootError(`${name} is given without IDENFY_API_KEY and IDENFY_API_SECRET: give all of them`);
  }
}
