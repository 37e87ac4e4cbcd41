import { hearsNotifications } from '../database/listening-check.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { safeCause } from '../errors/idenfy.error.js';
import type { Check } from './check.js';
import { found } from './findings.js';

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
        return found('DATABASE_REACHED', { version: (await facts()).version });
      } catch (error) {
        if (error instanceof IdenfyConfigurationError) throw error;
        return found('DATABASE_UNREACHABLE', { cause: safeCause(error)?.message ?? 'no answer' });
      }
    },
  },
  lacking('version', 'VERSION_FITS', 'VERSION_TOO_OLD'),
  lacking('objects', 'OBJECTS_FOUND', 'OBJECTS_MISSING'),
  lacking('privileges', 'PRIVILEGES_FOUND', 'PRIVILEGES_MISSING'),
  lacking('settings', 'SETTINGS_FIT', 'SETTINGS_DIFFER'),
  {
    name: 'database: isolation',
    needs: [REACHABLE],
    atBoot: true,
    async run(_context, facts) {
      const { isolation } = await facts();
      return found(isolation === 'read committed' ? 'ISOLATION_FITS' : 'ISOLATION_STRICTER', { isolation });
    },
  },
  {
    name: 'database: primary',
    needs: [REACHABLE],
    atBoot: true,
    async run(_context, facts) {
      const { isStandby, isReadOnly, readReplicas } = await facts();
      if (isStandby) return found('STANDBY');
      if (isReadOnly) return found('READ_ONLY');
      return readReplicas > 0
        ? found('REPLICAS_UNUSED', { replicas: readReplicas })
        : found('PRIMARY_IN_USE');
    },
  },
  {
    name: 'database: pool size',
    needs: [REACHABLE],
    atBoot: true,
    async run({ isApplication }, facts) {
      if (!isApplication) return null; // its pool is not that of the service
      const { poolSize, acceptedConnections } = await facts();
      return found(poolSize < acceptedConnections ? 'POOL_FITS' : 'POOL_TOO_LARGE', {
        connections: poolSize,
        accepted: acceptedConnections,
      });
    },
  },
  {
    name: 'database: notifications',
    needs: [OBJECTS],
    async run({ database }) {
      const isHeard = await hearsNotifications(database, HEARD_WITHIN_MS);
      return found(isHeard ? 'NOTIFICATIONS_HEARD' : 'NOTIFICATIONS_UNHEARD');
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
      if (differsMs <= CLOCK_TOLERANCE_MS) return found('DATABASE_CLOCK_AGREES');
      return found('DATABASE_CLOCK_DIFFERS', { seconds: Math.round(differsMs / 1_000) });
    },
  },
];

function lacking(
  kind: 'version' | 'objects' | 'privileges' | 'settings',
  right: 'VERSION_FITS' | 'OBJECTS_FOUND' | 'PRIVILEGES_FOUND' | 'SETTINGS_FIT',
  wrong: 'VERSION_TOO_OLD' | 'OBJECTS_MISSING' | 'PRIVILEGES_MISSING' | 'SETTINGS_DIFFER',
): Check {
  return {
    name: `database: ${kind}`,
    needs: [REACHABLE],
    async run(_context, facts) {
      const { lacks } = await facts();
      const lack = lacks[kind];
      return lack === undefined ? found(right) : found(wrong, { ...lack });
    },
  };
}
