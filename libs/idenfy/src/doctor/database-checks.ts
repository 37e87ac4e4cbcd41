import { hearsNotifications } from '../database/listening-check.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { safeCause } from '../errors/idenfy.error.js';
import { type Check, failed, ok, warning } from './check.js';

/** How long a notification to itself may take, in milliseconds. */
const HEARD_WITHIN_MS = 3_000;

/** What a clock may differ by, in milliseconds: NTP keeps it within a tenth of a second. */
const CLOCK_TOLERANCE_MS = 2_000;

const REACHABLE = 'database: reachable';
const OBJECTS = 'database: objects';

/** The database, as this process reaches it. */
export const databaseChecks: readonly Check[] = [
  {
    name: REACHABLE,
    async run(_context, facts) {
      try {
        return ok(`PostgreSQL ${(await facts()).version}`);
      } catch (error) {
        if (error instanceof IdenfyConfigurationError) throw error;
        return failed(
          `it cannot be reached (${safeCause(error)?.message ?? 'no answer'})`,
          'check address, password, pg_hba.conf, TLS and firewall of the database',
        );
      }
    },
  },
  lacking('version', 'it can be used', 'the server is too old'),
  lacking('objects', 'tables, columns, indexes and triggers are there', 'objects are missing'),
  lacking('privileges', 'the role may do what the service does', 'privileges are missing'),
  lacking('settings', 'DateStyle is ISO', 'a setting of the role cannot be worked with'),
  {
    name: 'database: isolation',
    needs: [REACHABLE],
    atBoot: true,
    async run(_context, facts) {
      const { isolation } = await facts();
      if (isolation === 'read committed') return ok(isolation);
      return warning(
        `the default is ${isolation}, so each statement of the library takes a transaction of its own`,
        `set default_transaction_isolation to 'read committed' for this role`,
      );
    },
  },
  {
    name: 'database: primary',
    needs: [REACHABLE],
    atBoot: true,
    async run(_context, facts) {
      const { isStandby, isReadOnly, readReplicas } = await facts();
      if (isStandby) return failed('the server is a standby', 'give the address of the primary');
      if (isReadOnly)
        return failed('transactions are read-only', 'unset default_transaction_read_only for this role');
      return ok(readReplicas > 0 ? `in use; the ${readReplicas} read replicas are not` : 'in use');
    },
  },
  {
    name: 'database: pool size',
    needs: [REACHABLE],
    atBoot: true,
    async run({ isApplication }, facts) {
      if (!isApplication) return null; // its pool is not that of the service
      const { poolSize, acceptedConnections } = await facts();
      const detail = `${poolSize} connections in this process, and the server accepts ${acceptedConnections}`;
      if (poolSize < acceptedConnections) return ok(detail);
      return warning(detail, 'lower dataSource.poolSize, so that all processes together stay below it');
    },
  },
  {
    name: 'database: notifications',
    needs: [OBJECTS],
    async run({ database }) {
      if (await hearsNotifications(database, HEARD_WITHIN_MS)) return ok('LISTEN hears itself');
      return warning(
        'LISTEN succeeds and hears nothing: a pooler in transaction mode is in between, and results come by polling',
        'set database.listenUrl (on the command line DATABASE_LISTEN_URL) to the address of PostgreSQL itself',
      );
    },
  },
  {
    name: 'database: clock',
    needs: [REACHABLE],
    atBoot: true,
    async run({ database, clock }) {
      if (clock.databaseTime() !== null) return null; // the clock is replaced, and the database is given its time
      const before = clock.now().getTime();
      const nowMs = await database.clockMs();
      const differsMs = Math.max(before - nowMs, nowMs - clock.now().getTime(), 0);
      if (differsMs <= CLOCK_TOLERANCE_MS) return ok('it agrees with the clock of this machine');
      return warning(
        `it differs from the clock of this machine by ${Math.round(differsMs / 1_000)} s`,
        'let NTP set the clocks of both machines',
      );
    },
  },
];

function lacking(
  kind: 'version' | 'objects' | 'privileges' | 'settings',
  right: string,
  wrong: string,
): Check {
  return {
    name: `database: ${kind}`,
    needs: [REACHABLE],
    async run(_context, facts) {
      const { lacks } = await facts();
      const hint = lacks[kind];
      return hint === undefined ? ok(right) : failed(wrong, hint);
    },
  };
}
