/** Why the service cannot start: one sentence with the cause and a hint, never with a variable's value. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

/** Why something failed, as one line that an operator can act on, without a stack trace and without values. */
export function reasonLine(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonLine(error.errors[0]);
  if (!(error instanceof Error)) return 'an unknown error';
  return networkReason(error) ?? firstLine(error.message) ?? error.name;
}

function firstLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '');
}

type SystemError = Error & { code?: string; syscall?: string; port?: number };

const DATABASE_REASONS: Readonly<Record<string, string>> = {
  '28P01': 'the database refused the password in DATABASE_URL',
  '28000': 'the database refused the login in DATABASE_URL',
  '3D000': 'the database named in DATABASE_URL does not exist: create it',
  '42501': 'the login in DATABASE_URL lacks a permission that the service needs',
  '53300': 'the database has no free connection',
  '57P03': 'the database is starting up: try again in a moment',
};

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** A sentence for the error codes of ports and of the database; undefined for everything else. */
function networkReason(error: SystemError): string | undefined {
  const { code } = error;
  if (code === undefined) return undefined;
  if (code === 'EADDRINUSE')
    return `port ${error.port} is in use: stop the other program, or choose another port`;
  if (code === 'EACCES' && error.syscall === 'listen')
    return `port ${error.port} needs special permission: choose one above 1023`;
  if (code === 'EADDRNOTAVAIL' && error.syscall === 'listen')
    return 'HOST is not an address of this machine: set it to 127.0.0.1, or to 0.0.0.0 for every interface';
  if (UNREACHABLE.has(code))
    return `the database cannot be reached (${code}): start it, or correct DATABASE_URL`;
  return DATABASE_REASONS[code];
}
