/** Node's codes for a connection that could not be opened, or was lost. */
const NO_CONNECTION =
  /^E(CONNREFUSED|CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NOTFOUND|AI_AGAIN)$/;

/**
 * PostgreSQL's codes: 08 no connection; 53 out of connections, memory or disk; 57P shutting down or starting up; 25006 no
 * longer the primary; 57014 cancelled by `statement_timeout`.
 */
const NOT_SERVING = /^(08\w{3}|53\w{3}|57P\w{2}|25006|57014)$/;

/** Messages of pg and its pool that come without a code. */
const LOST_OR_NONE_FREE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after)/;

/** Errors of TypeORM after a connection was lost between two queries of a transaction. */
const LOST_IN_TRANSACTION: ReadonlySet<string> = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

const UNIQUE_VIOLATION = '23505';

/**
 * A named statement that was prepared on another connection, or for tables that have changed since: a pooler gives each
 * transaction another connection, or a migration ran.
 */
const STALE_STATEMENT: ReadonlySet<string> = new Set(['26000', '42P05', '0A000']);

/** Whether a query failed because the database did not serve it, not because of what it asked: it may work later. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return (
    NO_CONNECTION.test(codeOf(thrown)) ||
    NOT_SERVING.test(codeOf(thrown)) ||
    LOST_OR_NONE_FREE.test(thrown.message) ||
    LOST_IN_TRANSACTION.has(thrown.name)
  );
}

/** PostgreSQL's codes for a table, column, function or schema that is missing, and for one that the role may not use. */
const NOT_AS_MIGRATED: ReadonlySet<string> = new Set(['42P01', '42703', '42883', '3F000', '42501']);

/** Whether every row would meet the same error: the database does not serve, or its tables are not as migrated. */
export function isSystemic(thrown: unknown): boolean {
  return isDatabaseAway(thrown) || isRetryableConflict(thrown) || NOT_AS_MIGRATED.has(codeOf(thrown));
}

/** Whether the database refuses the data itself (class 22): a character, a number or a date that its types do not hold. */
export function isDataException(thrown: unknown): boolean {
  return /^22\w{3}$/.test(codeOf(thrown));
}

/** Whether another row has the same unique value. */
export function isUniqueViolation(thrown: unknown): boolean {
  return codeOf(thrown) === UNIQUE_VIOLATION;
}

/** Whether the same statement works without a name. */
export function isStaleStatement(thrown: unknown): boolean {
  return STALE_STATEMENT.has(codeOf(thrown));
}

/** Whether the transaction may succeed when it is tried again: a serialization failure, or a deadlock it was picked to end. */
export function isRetryableConflict(thrown: unknown): boolean {
  return isSerializationFailure(thrown) || codeOf(thrown) === '40P01';
}

/** Whether the transaction met a concurrent change at an isolation level that does not allow it. */
export function isSerializationFailure(thrown: unknown): boolean {
  return codeOf(thrown) === '40001';
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
