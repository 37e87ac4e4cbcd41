import { randomBytes } from 'node:crypto';
import {
  type AdditionalSteps,
  type IdenfyEventType,
  isAdditionalSteps,
  isJsonObject,
  LIMITS,
} from '@nestjs-idenfy/contract';
import {
  boolean,
  checked,
  integer,
  number,
  oneOf,
  SimulatorInputError,
  string,
  stringMap,
  strings,
  webUrl,
} from './input.js';
import {
  type Given,
  group,
  nullable,
  option,
  optional,
  refuseUnknown,
  resolve,
  type Values,
} from './option.js';
import { PROFILES } from './webhooks/profile.js';

/** API key, API secret and signing key of an account that names none of its own. */
export const SIMULATOR_CREDENTIALS = {
  apiKey: 'simulator-key',
  apiSecret: 'simulator-secret',
  signingKey: 'simulatorsigningkey0123456789abcdef',
} as const;

/** Environments that iDenfy's error messages name; the key pair alone selects one (D:environments). */
const SIMULATED_ENVIRONMENTS = ['DEV', 'DEMO', 'TESTING', 'PRODUCTION'] as const;

/** An environment of iDenfy. */
export type SimulatedEnvironment = (typeof SIMULATED_ENVIRONMENTS)[number];

const ACCOUNT_OPTIONS = {
  /** User name of the Basic authentication. Differs from that of every other account. @default 'simulator-key' */
  apiKey: option(
    SIMULATOR_CREDENTIALS.apiKey,
    checked('must not be empty', (value): value is string => typeof value === 'string' && value !== ''),
  ),
  /** Password of the Basic authentication. @default 'simulator-secret' */
  apiSecret: option(SIMULATOR_CREDENTIALS.apiSecret, string),
  /** Where webhooks go, unless a session has its own `callbackUrl`. Without it webhooks are recorded, not sent. */
  webhookUrl: optional(webUrl),
  /** Signs webhooks; null sends them unsigned. @default 'simulatorsigningkey0123456789abcdef' */
  signingKey: option(SIMULATOR_CREDENTIALS.signingKey, nullable(string)),
  /** Event → the key that signs it instead of `signingKey`: iDenfy's dashboard sets one per webhook entry. */
  signingKeys: option<Readonly<Partial<Record<IdenfyEventType, string>>>>({}, stringMap),
  /** Dummy results work in `DEV` only. @default 'DEV' */
  environment: option('DEV', oneOf(SIMULATED_ENVIRONMENTS)),
  /** False answers every call with 403 "Partner inactive". @default true */
  active: option(true, boolean),
  /** Sessions that can still be created before `/token` answers 402; null for no limit. @default null */
  credits: option(null, nullable(integer({ min: 0 }))),
};

const FEATURE_OPTIONS = {
  /** Whether a session may have its own `callbackUrl`. @default true */
  callbackUrl: option(true, boolean),
  /** Whether a session may ask for `additionalSteps`. @default true */
  additionalSteps: option(true, boolean),
  /** Whether the account may call `/process`. @default true */
  directProcessing: option(true, boolean),
  /** Token types the account may ask for. @default ['IDENTIFICATION', 'DOCUMENT'] */
  tokenTypes: option(['IDENTIFICATION', 'DOCUMENT'], strings),
  /** Keys of the questionnaires of the account. @default ['onboarding'] */
  questionnaires: option(['onboarding'], strings),
  /** Ids of the risk profiles of the account. @default ['00000000-0000-4000-8000-000000000001'] */
  riskProfiles: option(['00000000-0000-4000-8000-000000000001'], strings),
};

const BEHAVIOUR_OPTIONS = {
  /** Allows a `clientId` several active sessions, or one of each token type, instead of answering 409. @default false */
  allowConcurrentSessions: option<boolean | 'PER_TOKEN_TYPE'>(
    false,
    checked(
      'must be true, false or PER_TOKEN_TYPE',
      (value): value is boolean | 'PER_TOKEN_TYPE' =>
        typeof value === 'boolean' || value === 'PER_TOKEN_TYPE',
    ),
  ),
  /**
   * Which of iDenfy's own descriptions bodies follow: its samples, with nulls, or its OpenAPI file, with a value wherever
   * that allows no null. @default 'documented-samples'
   */
  profile: option('documented-samples', oneOf(PROFILES)),
  /** Additional steps of every token that names none: country (or `ALL`) → document type (or `ALL`) → steps. @default {} */
  additionalSteps: option<AdditionalSteps>(
    {},
    checked('must map countries to document types to steps with a type', (value): value is AdditionalSteps =>
      isAdditionalSteps(value),
    ),
  ),
  /** Whether a refused `/process` uses up the token. @default false */
  burnTokenOnRefusal: option(false, boolean),
  /** Refuses `/process` without `documentType` instead of taking the first one that the token allows. @default false */
  documentTypeRequired: option(false, boolean),
  /** Whether `/process` checks the images ("Validate photos" of the dashboard). @default true */
  validatePhotos: option(true, boolean),
  /** Adds the four fields of an error to those of the authentication stage, which have only a message. @default false */
  authErrorIdentifier: option(false, boolean),
  /** `overall` of a webhook with `final: false`. @default 'PROVISIONAL' */
  overallWhileReviewing: option('PROVISIONAL', oneOf(['PROVISIONAL', 'REVIEWING'])),
  /** How the webhook reports an expired session. @default { overall: 'EXPIRED', final: true } */
  expired: group({ overall: option('EXPIRED', string), final: option(true, boolean) }),
  /** How the webhook reports a cancelled session. @default { overall: 'EXPIRED', final: true } */
  cancelled: group({ overall: option('EXPIRED', string), final: option(true, boolean) }),
  /** Whether a decision that changes a final one sends a webhook. @default true */
  sendWebhookOnOverride: option(true, boolean),
  /** Sends webhooks without the signature header. @default false */
  omitSignature: option(false, boolean),
  /** Events the account listens to; with `IDENTIFICATION` every result arrives twice. @default all but `IDENTIFICATION` */
  webhookEvents: option<readonly IdenfyEventType[]>(
    [
      'IDENTIFICATION_AUTO_FINISHED',
      'IDENTIFICATION_MANUAL_FINISHED',
      'IDENTIFICATION_EXPIRED',
      'IDENTIFICATION_CANCELLED',
      'IDENTIFICATION_RESUBMITTED',
      'DOCUMENT_EXPIRATION',
    ],
    strings,
  ),
  /** How often one webhook is sent while the receiver fails. @default { count: 3, spacingMs: 500 } */
  retries: group({
    /** Attempts in all, the first one included; 1 to 100. @default 3 */
    count: option(3, integer({ min: 1, max: 100 })),
    /** Real milliseconds between two attempts. @default 500 */
    spacingMs: option(500, integer({ min: 0 })),
  }),
  /** Real milliseconds the receiver of a webhook has to answer; at least 1. @default 10000 */
  webhookTimeoutMs: option(LIMITS.webhookTimeoutMs, integer({ min: 1 })),
  /** Simulated seconds from the submission to the automatic result; 0 is right after the answer. @default 0 */
  analysisSeconds: option(0, number({ min: 0 })),
  /** Automatic result where nothing else decides it. @default 'APPROVED' */
  automaticResult: option('APPROVED', oneOf(['APPROVED', 'DENIED', 'SUSPECTED'])),
  /** Simulated minutes of a human review. @default 10 */
  reviewMinutes: option(10, number({ min: 0 })),
  /** Whether a human reviews what passed, unless the token says otherwise. @default false */
  reviewSuccessful: option(false, boolean),
  /** Whether a human reviews what failed, unless the token says otherwise. @default false */
  reviewFailed: option(false, boolean),
  /** Simulated seconds an unused token is valid, at least 1, unless the token says otherwise. @default 3600 */
  expiryTime: option(3600, integer({ min: 1 })),
  /** Simulated seconds from opening the page, at least 1, unless the token says otherwise. @default 1800 */
  sessionLength: option(1800, integer({ min: 1 })),
  /** Longest `expiryTime`, in seconds, of a token with a digit string. iDenfy does not publish it. @default 86400 */
  digitStringMaxExpiry: option(86_400, integer({ min: 1 })),
  /** Requests an account may make in a clock hour; null for no limit. @default 10000 */
  requestsPerHour: option(LIMITS.requestsPerHour, nullable(integer({ min: 0 }))),
  /** What the account has bought and configured. */
  features: group(FEATURE_OPTIONS),
};

/** A {@link Check} of a seed. */
export function seed(value: unknown, field: string): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new SimulatorInputError(field, 'must be a string or a number');
}

const START_OPTIONS = {
  /** TCP port, 0 to 65535; 0 takes a free one. @default 4010 */
  port: option(4010, integer({ min: 0, max: 65_535 })),
  /** Address to listen on. @default '127.0.0.1' */
  host: option('127.0.0.1', string),
  /** Where clients and browsers reach the simulator, when that is not `http://host:port`. */
  publicUrl: optional(webUrl),
  /** Account name → an account besides `default`. Accounts never see each other's verifications. */
  accounts: option(
    {},
    checked('must be an object', (value): value is Readonly<Record<string, SimulatedAccountOptions>> =>
      isJsonObject(value),
    ),
  ),
  /** Makes ids, sample people and faults repeatable, with a `stateFile` across restarts too. @default a random one */
  seed: optional(seed),
  /** The clock, in milliseconds or as a Date. @default Date.now */
  now: optional(
    checked('must be a function', (value): value is () => Date | number => typeof value === 'function'),
  ),
  /**
   * JSON file that keeps the verifications for the next start. An answer is sent only after its changes are in the
   * file, so a killed simulator has lost nothing that it answered. Images, requests and webhooks are not kept.
   */
  stateFile: optional(string),
  /** Answers control calls from other machines too. They need no login. @default false */
  controlFromAnywhere: option(false, boolean),
};

/** Options of an account: a customer of the simulated iDenfy. All are optional. */
export type SimulatedAccountOptions = Given<typeof ACCOUNT_OPTIONS>;

/** An account of a running simulator. */
export interface SimulatedAccount extends Omit<
  Values<typeof ACCOUNT_OPTIONS>,
  'webhookUrl' | 'signingKey' | 'credits'
> {
  readonly name: string;
  /** Undefined when webhooks are recorded only. A new address counts for the next webhooks. */
  webhookUrl: string | undefined;
  /** Null when webhooks are unsigned. A new key counts for the next webhooks. */
  signingKey: string | null;
  /** Sessions that can still be created; null for no limit. */
  credits: number | null;
}

/** What the simulated account has bought and configured. */
export type SimulatedFeatures = Values<typeof FEATURE_OPTIONS>;

/** One switch for each question that iDenfy's documentation leaves open, and the settings of the simulated account. */
export type SimulatorBehaviour = Values<typeof BEHAVIOUR_OPTIONS>;

/** How a simulator is started. All options are optional; those of an account describe the account `default`. */
export type SimulatorOptions = Given<typeof START_OPTIONS> &
  SimulatedAccountOptions &
  Given<typeof BEHAVIOUR_OPTIONS>;

/** The options with every default filled in, grouped by what uses them. */
export interface SimulatorSettings extends Omit<Values<typeof START_OPTIONS>, 'accounts' | 'seed' | 'now'> {
  readonly seed: string;
  /** Whether the caller chose the seed. */
  readonly isSeeded: boolean;
  readonly now: () => number;
  /** The account `default` comes first. */
  readonly accounts: readonly [SimulatedAccount, ...SimulatedAccount[]];
  readonly behaviour: SimulatorBehaviour;
}

/** @throws {SimulatorInputError} naming the first option that is unknown, of another type or out of range */
export function resolveOptions(options: SimulatorOptions): SimulatorSettings {
  refuseUnknown(options, { ...START_OPTIONS, ...ACCOUNT_OPTIONS, ...BEHAVIOUR_OPTIONS }, 'body');
  const { accounts, now = Date.now, publicUrl, seed: chosen, ...start } = resolve(START_OPTIONS, options);
  const { default: own = {}, ...others } = accounts;
  refuseUnknown(own, ACCOUNT_OPTIONS, 'accounts.default');
  return {
    ...start,
    publicUrl: publicUrl?.replace(/\/$/, ''),
    seed: String(chosen ?? randomBytes(16).toString('hex')),
    isSeeded: chosen !== undefined,
    now: () => Number(now()),
    accounts: withDifferentKeys([
      { name: 'default', ...resolve(ACCOUNT_OPTIONS, { ...options, ...own }) },
      ...Object.entries(others).map(([name, account]) => resolveAccount(name, account)),
    ]),
    behaviour: resolve(BEHAVIOUR_OPTIONS, options),
  };
}

function resolveAccount(name: string, account: SimulatedAccountOptions): SimulatedAccount {
  const field = `accounts.${name}`;
  refuseUnknown(account, ACCOUNT_OPTIONS, field);
  return { name, ...resolve(ACCOUNT_OPTIONS, account, `${field}.`) };
}

function withDifferentKeys<Accounts extends readonly SimulatedAccount[]>(accounts: Accounts): Accounts {
  const keys = accounts.map(({ apiKey }) => apiKey);
  const twin = accounts.find(({ apiKey }, index) => keys.indexOf(apiKey) < index);
  if (twin === undefined) return accounts;
  throw new SimulatorInputError(`accounts.${twin.name}.apiKey`, 'must differ from every other account');
}
