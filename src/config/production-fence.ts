import { BootError } from '../boot/boot-error.js';
import type { Environment } from './environment.js';

/**
 * What must never happen in production: parts that are only local, keys that nobody chose, data without an end.
 * @throws BootError naming what is refused, and the mend
 */
export function refuseUnfitForProduction(environment: Environment): void {
  if (environment.NODE_ENV !== 'production') return;
  for (const { refused, mend } of objections(environment)) {
    throw new BootError(`NODE_ENV=production refuses ${refused}: ${mend}`);
  }
}

interface Objection {
  readonly refused: string;
  readonly mend: string;
}

function* objections(environment: Environment): Generator<Objection> {
  if (!environment.DATABASE_URL) yield { refused: 'the embedded database', mend: 'set DATABASE_URL' };
  if (!environment.IDENFY_API_KEY) {
    yield { refused: 'the simulator', mend: 'set IDENFY_API_KEY and IDENFY_API_SECRET' };
  }
  for (const name of ['IDENFY_BASE_URL', 'IDENFY_UI_URL'] as const) {
    if (environment[name]?.startsWith('http:'))
      yield { refused: `plain HTTP in ${name}`, mend: 'use an https:// address' };
  }
  for (const name of ['IDENFY_WEBHOOK_SIGNING_KEYS', 'IDENFY_ENCRYPTION_KEYS', 'AUTH_JWT_SECRET'] as const) {
    if (!environment[name]) yield { refused: 'generated keys', mend: `set ${name}` };
  }
  for (const name of ['IDENFY_KEEP_AT_LEAST_DAYS', 'IDENFY_DELETE_AFTER_DAYS'] as const) {
    if (!environment[name]) yield { refused: 'data without retention times', mend: `set ${name}` };
  }
}
