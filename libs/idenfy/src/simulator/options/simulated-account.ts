import type { IdenfyEventType } from '../../contract/event-type.js';

/** Environments that iDenfy's error messages speak of; the key pair alone selects one (D:environments). */
export const SIMULATED_ENVIRONMENTS = ['DEV', 'DEMO', 'TESTING', 'PRODUCTION'] as const;

/** An environment of iDenfy. */
export type SimulatedEnvironment = (typeof SIMULATED_ENVIRONMENTS)[number];

/** One customer of the simulated iDenfy: a key pair and where its callbacks go. */
export interface SimulatedAccountOptions {
  /** User name of the Basic authentication. @default 'simulator-key' */
  readonly apiKey?: string;
  /** Password of the Basic authentication. @default 'simulator-secret' */
  readonly apiSecret?: string;
  /** Where callbacks go, unless a session has its own `callbackUrl`. Without it they are recorded, not sent. */
  readonly webhookUrl?: string;
  /** Signs callbacks; null sends them unsigned. @default 'simulatorsigningkey0123456789abcdef' */
  readonly signingKey?: string | null;
  /** Keys of single events: iDenfy's dashboard sets one per webhook entry. They win over `signingKey`. */
  readonly signingKeys?: Readonly<Partial<Record<IdenfyEventType, string>>>;
  /** Dummy results work in `DEV` only. @default 'DEV' */
  readonly environment?: SimulatedEnvironment;
  /** False answers everything with 403 "Partner inactive". @default true */
  readonly active?: boolean;
  /** Sessions that may still be created before `/token` answers 402; null for no end. @default null */
  readonly credits?: number | null;
}

/** An account of a running simulator. Where callbacks go, and how they are signed, may be changed. */
export interface SimulatedAccount {
  readonly name: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Undefined when callbacks are recorded only. */
  webhookUrl: string | undefined;
  /** Null when callbacks are unsigned. */
  signingKey: string | null;
  readonly signingKeys: Readonly<Partial<Record<string, string>>>;
  readonly environment: SimulatedEnvironment;
  readonly active: boolean;
  credits: number | null;
}

/** Credentials of an account that names none, and the key its callbacks are signed with. */
export const SIMULATOR_CREDENTIALS = {
  apiKey: 'simulator-key',
  apiSecret: 'simulator-secret',
  signingKey: 'simulatorsigningkey0123456789abcdef',
} as const;

export function simulatedAccount(name: string, options: SimulatedAccountOptions): SimulatedAccount {
  return {
    name,
    apiKey: options.apiKey ?? SIMULATOR_CREDENTIALS.apiKey,
    apiSecret: options.apiSecret ?? SIMULATOR_CREDENTIALS.apiSecret,
    webhookUrl: options.webhookUrl,
    signingKey: options.signingKey === undefined ? SIMULATOR_CREDENTIALS.signingKey : options.signingKey,
    signingKeys: options.signingKeys ?? {},
    environment: options.environment ?? 'DEV',
    active: options.active ?? true,
    credits: options.credits ?? null,
  };
}
