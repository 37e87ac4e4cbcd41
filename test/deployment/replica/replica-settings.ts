import type { IdenfyOptions } from 'nestjs-idenfy';

/** How a replica tells the time. All replicas of a test that are given the same agree. */
export interface ReplicaTime {
  /** Minutes ahead of the machine. */
  readonly aheadMinutes?: number;
  /** How many seconds pass in one of the machine's, counted from `since`. */
  readonly speed?: number;
  /** Milliseconds since 1970 at which time began to run at that speed. */
  readonly since?: number;
}

/** Where a replica ends by its own SIGKILL, or freezes by SIGSTOP, as soon as it gets there. */
export type DeadlyPoint =
  | 'webhook stored, not answered'
  | 'webhook claimed, not applied'
  | 'webhook claimed, frozen'
  | 'webhook applied, handlers not called'
  | 'inside a handler'
  | 'handler through, not noted'
  | 'run completed, not committed'
  | 'run completed, not returned'
  | 'session paid for, not stored';

/** `'stubborn'`: those of the ledger, and one that does not end with its process. `'paying'`: one that completes its runs itself. */
export type HandlerSet = 'ledger' | 'troubled' | 'stubborn' | 'paying';

/** Everything a replica is told, through one environment variable. */
export interface ReplicaSettings {
  readonly databaseUrl: string;
  /** Options of `IdenfyModule`; they have to survive JSON. */
  readonly idenfy: IdenfyOptions;
  readonly time?: ReplicaTime;
  /** Which handlers the host has. @default 'ledger' */
  readonly handlers?: HandlerSet;
  readonly diesAt?: DeadlyPoint;
  /** @default 'express' */
  readonly adapter?: 'express' | 'fastify';
}

const VARIABLE = 'REPLICA_SETTINGS';

export function writeSettings(settings: ReplicaSettings): Readonly<Record<string, string>> {
  return { [VARIABLE]: JSON.stringify(settings) };
}

export function readSettings(): ReplicaSettings {
  return JSON.parse(process.env[VARIABLE] ?? '') as ReplicaSettings;
}
