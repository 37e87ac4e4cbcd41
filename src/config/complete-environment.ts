import { BootError } from '../boot/boot-error.js';
import type { Environment } from './environment.js';

/** The variables of a service that has everything it needs. */
export type CompleteEnvironment = Environment & Required<Pick<Environment, keyof typeof NEEDED>>;

const NEEDED = {
  DATABASE_URL: 'the address of your PostgreSQL',
  IDENFY_API_KEY: 'the API key from the iDenfy dashboard',
  IDENFY_API_SECRET: 'the API secret from the iDenfy dashboard',
  IDENFY_WEBHOOK_SIGNING_KEYS: 'the signing key of the webhook entry in the iDenfy dashboard',
  IDENFY_ENCRYPTION_KEYS:
    'id:base64 of 32 random bytes, for example "k1:" and what `openssl rand -base64 32` prints',
  AUTH_JWT_SECRET: 'at least 32 random characters, for example what `openssl rand -base64 32` prints',
} as const;

/** @throws BootError naming the first variable that is missing, and what belongs there */
export function requireComplete(environment: Environment): asserts environment is CompleteEnvironment {
  for (const [name, mend] of Object.entries(NEEDED)) {
    if (environment[name as keyof typeof NEEDED] === undefined) {
      throw new BootError(`${name} is missing: set it to ${mend}`);
    }
  }
}
