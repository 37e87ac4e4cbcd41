/** A contender that processes a backlog. */
export interface Rival {
  readonly name: string;
  /** The file of this folder that runs in a separate process. */
  readonly module: string;
  readonly input: object;
  /** SQL that notifies the rival of the webhooks, in the transaction that stores them. */
  readonly enqueue: string;
  /** SQL that tells whether work is left. */
  readonly busy: string;
}

export const ours: Rival = {
  name: 'nestjs-idenfy',
  module: 'ours',
  input: {},
  enqueue: `select pg_notify('idenfy', 'inbox:')`,
  busy: `select exists (select from idenfy_webhook where state in ('received', 'waiting'))
             or exists (select from idenfy_handler_run where state = 'pending') as busy`,
};

const graphile = {
  module: 'graphile',
  // jobs that were enqueued earlier are done, and their sessions have a verdict
  enqueue: `select graphile_worker.add_job('apply', to_json(w.id))
              from idenfy_webhook w
             where w.state = 'received'
               and not exists (select from idenfy_verification_event e where e.inbox_id = w.id)
             order by w.id`,
  busy: `select exists (select from graphile_worker._private_jobs) as busy`,
};

export const graphileDefault: Rival = {
  ...graphile,
  name: 'graphile-worker 0.17.3',
  input: { localQueue: false },
};

export const graphileLocalQueue: Rival = {
  ...graphile,
  name: 'graphile-worker 0.17.3 with its local queue',
  input: { localQueue: true },
};
