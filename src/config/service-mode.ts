import type { PendingMigrations } from '../database/open-database.js';
import type { Environment } from './environment.js';
import { isLoopback } from './loopback.js';

/** What the one who starts the service knows, and no variable may say. */
export interface ServiceMode {
  /** Whether iDenfy is played by the simulator. */
  readonly simulated: boolean;
  readonly pendingMigrations: PendingMigrations;
}

/** A login without a password: only where nothing is real and nobody else can reach it. */
export function hasDemoLogin({ HOST, NODE_ENV }: Environment, { simulated }: ServiceMode): boolean {
  return simulated && isLoopback(HOST) && NODE_ENV !== 'production';
}
