import { graphileDefault, graphileLocalQueue } from '../applying/rivals.js';

/** What works off a backlog in as many processes as asked for. */
export interface Contender {
  readonly name: string;
  readonly module: URL;
  readonly input: object;
  /** SQL that tells the contender of the stored webhooks, in the transaction that stores them. */
  readonly enqueue: string;
  /** SQL that tells whether work is left that webhooks up to the id `$1` caused. */
  readonly busy: string;
  /** Whether its processes record the calls of the handler, and receive webhooks. */
  readonly isOurs: boolean;
}

export const ours: Contender = {
  name: 'nestjs-idenfy',
  module: new URL('./ours.js', import.meta.url),
  input: { recordCalls: true },
  enqueue: `select pg_notify('idenfy', 'inbox:')`,
  busy: `select exists (select from idenfy_webhook where state in ('received', 'waiting') and id <= $1)
             or exists (select from idenfy_handler_run r join idenfy_verification_event e on e.id = r.event_id
                         where r.state = 'pending' and e.inbox_id <= $1) as busy`,
  isOurs: true,
};

export const rivals: readonly (Contender & { readonly inChart: string })[] = [
  { rival: graphileDefault, inChart: 'graphile-worker' },
  { rival: graphileLocalQueue, inChart: 'with its local queue' },
].map(({ rival, inChart }) => ({
  name: rival.name,
  inChart,
  module: new URL(`../applying/${rival.module}.js`, import.meta.url),
  input: rival.input,
  enqueue: rival.enqueue,
  busy: `select exists (select from graphile_worker._private_jobs) and $1::bigint is not null as busy`,
  isOurs: false,
}));
