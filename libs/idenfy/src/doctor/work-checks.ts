import { AnnouncedHandlers } from '../outbox/announced-handlers.js';
import type { Check, CheckContext } from './check.js';
import { found } from './findings.js';

const NEEDS = 'database: objects';

/** How long a webhook may wait although it could be applied, in minutes. */
const APPLIED_WITHIN_MINUTES = 5;

/** How long ago a process must have announced a handler to count as running, in milliseconds: it does so every hour. */
const RUNNING_MS = 2 * 3_600_000;

/** Handlers and their runs, and webhooks that wait to be applied. */
export const workChecks: readonly Check[] = [
  {
    name: 'handlers: announced',
    needs: [NEEDS],
    async run(context) {
      const names = new Set((await handlersOf(context)).filter(isRunning(context)).map(({ name }) => name));
      if (names.size === 0) return found('HANDLERS_NONE');
      return found('HANDLERS_ANNOUNCED', { handlers: [...names].toSorted().join(', ') });
    },
  },
  {
    name: 'handlers: runs without a handler',
    needs: [NEEDS],
    async run(context) {
      const handlers = await handlersOf(context);
      const running = new Set(handlers.filter(isRunning(context)).map(({ name }) => name));
      const waiting = new Map(
        handlers
          .filter(({ name, pending }) => pending > 0 && !running.has(name))
          .map(({ name, pending }) => [name, pending]),
      );
      if (waiting.size === 0) return found('RUNS_ALL_HANDLED');
      return found('RUNS_WITHOUT_HANDLER', { handlers: counted([...waiting]) });
    },
  },
  {
    name: 'handlers: dead letters',
    needs: [NEEDS],
    async run(context) {
      const dead = new Map((await handlersOf(context)).map(({ name, dead: count }) => [name, count]));
      const some = [...dead].filter(([, count]) => count > 0);
      if (some.length === 0) return found('DEAD_LETTERS_NONE');
      return found('DEAD_LETTERS', { handlers: counted(some) });
    },
  },
  {
    name: 'webhooks: applied',
    needs: [NEEDS],
    async run({ database, clock }) {
      const [row] = await database.query<{ count: number }[]>(
        `select count(*)::int as count from ${database.tables.webhook}
          where state = 'received'
            and received_at < coalesce($1::timestamptz, now()) - interval '${APPLIED_WITHIN_MINUTES} minutes'`,
        [clock.databaseTime()],
      );
      const count = row?.count ?? 0;
      if (count === 0) return found('WEBHOOKS_IN_TIME');
      return found('WEBHOOKS_LATE', { count, minutes: APPLIED_WITHIN_MINUTES });
    },
  },
];

function handlersOf({ database, clock }: CheckContext) {
  return new AnnouncedHandlers(database, clock).list();
}

function counted(handlers: readonly (readonly [name: string, count: number])[]): string {
  return handlers.map(([name, count]) => `${name}: ${count}`).join(', ');
}

function isRunning({ clock }: CheckContext) {
  const since = clock.now().getTime() - RUNNING_MS;
  return ({ until }: { readonly until: Date | null }) => until !== null && until.getTime() > since;
}
