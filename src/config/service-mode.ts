import type { PendingMigrations } from '../boot/database.js';
import type { Environment } from './environment.js';
import type { CompleteEnvironment } from './read-environment.js';
import { isLoopback } from './variable-rules.js';

/** What `ConfigService` returns: the checked variables, and whether the demo login exists, which no variable sets. */
export type Settings = CompleteEnvironment & { readonly isDemo: boolean };

/** Facts that only the starting code knows; no variable sets them. */
export interface ServiceMode {
  /** Whether the simulator replaces iDenfy. */
  readonly simulated: boolean;
  readonly pendingMigrations: PendingMigrations;
}

/** A login without a password: only while iDenfy is simulated and only this machine can reach the service. */
export function hasDemoLogin({ HOST, NODE_ENV }: Environment, { simulated }: ServiceMode): boolean {
  return simulated && isLoopback(HOST) && NODE_ENV !== 'production';
}

/** Pages that reveal internals are off in production unless they are switched on. */
export function isServed(page: 'SERVE_DOCS' | 'SERVE_METRICS', environment: Environment): boolean {
  return (environment[page] ?? (environment.NODE_ENV === 'production' ? 'off' : 'on')) === 'on';
}
