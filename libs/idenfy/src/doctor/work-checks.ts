import { AnnouncedHandlers } from '../outbox/announced-handlers.js';
import { type Check, type CheckContext, failed, ok, warning } from './check.js';

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
      if (names.size > 0) return ok([...names].toSorted().join(', '));
      return warning(
        'no process has announced a handler within two hours, so no code of yours learns of results',
        'start a process that has providers with @OnVerification(), or read the results over REST',
      );
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
      if (waiting.size === 0) return ok('none');
      return warning(
        [...waiting].map(([name, pending]) => `${name}: ${pending}`).join(', '),
        'start a process that has the handler, or close them with `npx nestjs-idenfy inbox drop --handler …`',
      );
    },
  },
  {
    name: 'handlers: dead letters',
    needs: [NEEDS],
    async run(context) {
      const dead = new Map((await handlersOf(context)).map(({ name, dead: count }) => [name, count]));
      const some = [...dead].filter(([, count]) => count > 0);
      if (some.length === 0) return ok('none');
      return warning(
        some.map(([name, count]) => `${name}: ${count}`).join(', '),
        'see why with `npx nestjs-idenfy inbox list`, and retry them once it is fixed',
      );
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
      if (count === 0) return ok('none is late');
      return failed(
        `${count} wait for longer than ${APPLIED_WITHIN_MINUTES} minutes`,
        'start a process with webhooks.worker.enabled, and read the warnings of IdenfyWebhookWorker in its log',
      );
    },
  },
];

function handlersOf({ database, clock }: CheckContext) {
  return new AnnouncedHandlers(database, clock).list();
}

function isRunning({ clock }: CheckContext) {
  const since = clock.now().getTime() - RUNNING_MS;
  return ({ until }: { readonly until: Date | null }) => until !== null && until.getTime() > since;
}
