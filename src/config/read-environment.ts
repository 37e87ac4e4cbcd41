import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { BootError } from '../boot/boot-error.js';
import { Environment } from './environment.js';

/** Environment variables as a process gets them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the variables. A blank variable counts as not set; white space around a value is removed.
 * @throws BootError with the first invalid variable and a hint, never with its value
 */
export function readEnvironment(variables: Variables): Environment {
  const given = Object.entries(variables).flatMap(([name, text]) => {
    const value = text?.trim();
    return value ? [[name, value] as const] : [];
  });
  const environment = plainToInstance(Environment, Object.fromEntries(given), { exposeDefaultValues: true });
  const [error] = validateSync(environment, { whitelist: true, stopAtFirstError: true });
  if (error)
    throw new BootError(Object.values(error.constraints ?? {})[0] ?? `${error.property} is not valid`);
  requireBothCredentials(environment);
  return environment;
}

function requireBothCredentials({ IDENFY_API_KEY, IDENFY_API_SECRET }: Environment): void {
  if (IDENFY_API_KEY && !IDENFY_API_SECRET) throw halfGiven('IDENFY_API_SECRET', 'IDENFY_API_KEY');
  if (IDENFY_API_SECRET && !IDENFY_API_KEY) throw halfGiven('IDENFY_API_KEY', 'IDENFY_API_SECRET');
}

function halfGiven(missing: string, given: string): BootError {
  return new BootError(
    `${missing} is missing while ${given} is set: set both, or neither to use the simulator`,
  );
}

/** Adds the variables of `.env` in the working directory if there is one. Variables that are already set win. */
export function loadEnvFileIfPresent(): void {
  if (existsSync('.env')) loadEnvFile('.env');
}

/** The variables of a service with all the required ones set. */
export type CompleteEnvironment = Environment & Required<Pick<Environment, keyof typeof NEEDED>>;

const NEEDED = {
  DATABASE_URL: 'the address of your PostgreSQL',
  IDENFY_API_KEY: 'the API key from the iDenfy dashboard',
  IDENFY_API_SECRET: 'the API secret from the iDenfy dashboard',
  IDENFY_WEBHOOK_SIGNING_KEYS: 'the signing key of the webhook entry in the iDenfy dashboard',
  IDENFY_ENCRYPTION_KEYS:
    'id:base64 of 32 random bytes, for example "k1:" followed by the output of `openssl rand -base64 32`',
  IDENFY_HASH_KEY:
    '32 random bytes in base64, for example the output of `openssl rand -base64 32`; it must never change',
  IDENFY_AUDIT_KEYS:
    'id:base64 of 32 random bytes, for example "a1:" followed by the output of `openssl rand -base64 32`',
  AUTH_JWT_SECRET: 'at least 32 random characters, for example the output of `openssl rand -base64 32`',
} as const;

/** @throws BootError with the first missing variable and what to set it to */
export function requireComplete(environment: Environment): asserts environment is CompleteEnvironment {
  for (const [name, hint] of Object.entries(NEEDED)) {
    if (environment[name as keyof typeof NEEDED] === undefined) {
      throw new BootError(`${name} is missing: set it to ${hint}`);
    }
  }
}

/**
 * Production refuses local parts, generated keys, plain HTTP, and data without retention times.
 * @throws BootError with what is refused and a hint
 */
export function refuseUnfitForProduction(environment: Environment): void {
  if (environment.NODE_ENV !== 'production') return;
  for (const { refused, hint } of objections(environment)) {
    throw new BootError(`NODE_ENV=production refuses ${refused}: ${hint}`);
  }
}

const GENERATED_LOCALLY = [
  'IDENFY_WEBHOOK_SIGNING_KEYS',
  'IDENFY_ENCRYPTION_KEYS',
  'IDENFY_HASH_KEY',
  'IDENFY_AUDIT_KEYS',
  'AUTH_JWT_SECRET',
] as const;

interface Objection {
  readonly refused: string;
  readonly hint: string;
}

function* objections(environment: Environment): Generator<Objection> {
  if (!environment.DATABASE_URL) yield { refused: 'the embedded database', hint: 'set DATABASE_URL' };
  if (!environment.IDENFY_API_KEY) {
    yield { refused: 'the simulator', hint: 'set IDENFY_API_KEY and IDENFY_API_SECRET' };
  }
  for (const name of ['IDENFY_BASE_URL', 'IDENFY_UI_URL'] as const) {
    if (environment[name]?.startsWith('http:'))
      yield { refused: `plain HTTP in ${name}`, hint: 'use an https:// address' };
  }
  for (const name of GENERATED_LOCALLY) {
    if (!environment[name]) yield { refused: 'generated keys', hint: `set ${name}` };
  }
  for (const name of ['IDENFY_KEEP_AT_LEAST_DAYS', 'IDENFY_DELETE_AFTER_DAYS'] as const) {
    if (!environment[name]) yield { refused: 'data without retention times', hint: `set ${name}` };
  }
  if (!environment.IDENFY_RETENTION_STARTS_AT) {
    yield {
      refused: 'retention times that count from an unknown event',
      hint: 'set IDENFY_RETENTION_STARTS_AT to relationship-end (as anti-money-laundering law counts) or verification-end',
    };
  }
}
