/** Who works off a backlog. */
export interface Rival {
  readonly name: string;
  /** The file of this folder that runs in a process of its own. */
  readonly module: string;
  readonly input: object;
  /** SQL: tells the rival of the callbacks, in the transaction that stores them. */
  readonly enqueue: string;
  /** SQL: whether there still is work. */
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
  // a job that was enqueued before is done, and what it was about has its verdict
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
