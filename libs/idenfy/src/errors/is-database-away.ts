/** Node's codes for a connection that could not be opened, or was lost. */
const NO_CONNECTION =
  /^E(CONNREFUSED|CONNRESET|CONNABORTED|PIPE|TIMEDOUT|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NOTFOUND|AI_AGAIN)$/;

/**
 * PostgreSQL's: 08 no connection, 53 out of connections, memory or disk, 57P shutting down or starting up, 25006 not
 * the primary any more, 57014 not done within `statement_timeout`.
 */
const NOT_SERVING = /^(08\w{3}|53\w{3}|57P\w{2}|25006|57014)$/;

/** What pg and its pool say without a code. */
const LOST_OR_NONE_FREE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after)/;

/** TypeORM's, once a connection was lost between two queries of a transaction. */
const LEFT_BY_ITS_CONNECTION: ReadonlySet<string> = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

/** Whether a query failed because the database did not serve, and not because of what was asked: it may work later. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return (
    NO_CONNECTION.test(code) ||
    NOT_SERVING.test(code) ||
    LOST_OR_NONE_FREE.test(thrown.message) ||
    LEFT_BY_ITS_CONNECTION.has(thrown.name)
  );
}
