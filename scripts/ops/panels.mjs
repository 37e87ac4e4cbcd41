const job = 'job=~"$job"';
const account = `${job}, account=~"$account"`;

const rate = (metric, labels = account) => `rate(${metric}{${labels}}[$__rate_interval])`;
const sumBy = (labels, expression) => `sum by (${labels}) (${expression})`;
const quantile = (share, by, metric, labels) =>
  `histogram_quantile(${share}, ${sumBy(`${by}, le`, rate(`${metric}_bucket`, labels))})`;

/** The rows of the dashboard. A panel has queries with the legend of each; the most urgent questions come first. */
export const panelsOf = () => [
  {
    title: 'Is every result applied?',
    panels: [
      {
        title: 'Oldest webhook and oldest handler run that are due',
        description: 'Both stay near zero. Above a minute, no worker runs, or it fails.',
        unit: 's',
        queries: [
          [`max by (job) (idenfy_inbox_oldest_seconds{${job}})`, 'webhook {{job}}'],
          [`max by (job) (idenfy_runs_oldest_seconds{${job}})`, 'handler run {{job}}'],
        ],
      },
      {
        title: 'What is in the inbox and the outbox',
        description: 'Orphans belong to no verification here; dead runs were given up.',
        unit: 'short',
        queries: [[`max by (job, state) (idenfy_inbox_rows{${job}})`, '{{state}}']],
      },
      {
        title: 'Runs that no handler takes',
        description: 'The handler was removed or renamed, or a narrower filter replaced it.',
        unit: 'short',
        queries: [
          [`max by (job, handler) (idenfy_runs_without_handler{${job}})`, 'waiting for {{handler}}'],
          [
            sumBy('job, handler', `increase(idenfy_runs_unwanted_total{${job}}[1h])`),
            'unwanted {{handler}}, per hour',
          ],
        ],
      },
    ],
  },
  {
    title: 'Webhooks',
    panels: [
      {
        title: 'Webhooks from iDenfy',
        description: 'Duplicates were stored before. Rejected and not stored ones changed nothing.',
        unit: 'reqps',
        queries: [
          [sumBy('account', rate('idenfy_webhooks_received_total')), 'received {{account}}'],
          [sumBy('account', rate('idenfy_webhooks_duplicate_total')), 'duplicate {{account}}'],
          [sumBy('account', rate('idenfy_webhooks_not_stored_total')), 'not stored {{account}}'],
          [sumBy('reason', rate('idenfy_webhooks_rejected_total', job)), 'rejected: {{reason}}'],
        ],
      },
      {
        title: 'Bytes of webhooks',
        description: 'Of those that were stored.',
        unit: 'Bps',
        queries: [[sumBy('account', rate('idenfy_webhooks_received_bytes_total')), '{{account}}']],
      },
      {
        title: 'What the worker did',
        description: 'Waiting webhooks wait for their session to be known here.',
        unit: 'ops',
        queries: [[sumBy('outcome', rate('idenfy_webhooks_processed_total', job)), '{{outcome}}']],
      },
    ],
  },
  {
    title: 'Handlers',
    panels: [
      {
        title: 'Calls of handlers',
        description: 'A run that fails is called again until it is dead.',
        unit: 'ops',
        queries: [
          [
            sumBy('handler, outcome', rate('idenfy_handler_duration_seconds_count', job)),
            '{{handler}} {{outcome}}',
          ],
        ],
      },
      {
        title: 'Duration of handlers, 95th percentile',
        description: 'Of your own code.',
        unit: 's',
        queries: [[quantile(0.95, 'handler', 'idenfy_handler_duration_seconds', job), '{{handler}}']],
      },
      {
        title: 'Event streams',
        description:
          'Pages that follow a verification. Notifications: 1 while they arrive, 0 while a process polls.',
        unit: 'short',
        queries: [
          [`sum by (job) (idenfy_streams_open{${job}})`, 'open {{job}}'],
          [`min by (instance) (idenfy_notifications_heard{${job}})`, 'notifications heard {{instance}}'],
        ],
      },
    ],
  },
  {
    title: 'Calls to iDenfy',
    panels: [
      {
        title: 'Requests by outcome',
        description: 'Retries included.',
        unit: 'reqps',
        queries: [[sumBy('account, outcome', rate('idenfy_requests_total')), '{{account}} {{outcome}}']],
      },
      {
        title: 'Time until iDenfy answers, 95th percentile',
        description: 'Of one request.',
        unit: 's',
        queries: [[quantile(0.95, 'operation', 'idenfy_request_duration_seconds', account), '{{operation}}']],
      },
      {
        title: 'Retries, and operations that failed after all of them',
        description: 'A failed operation reached your caller as an error.',
        unit: 'ops',
        queries: [
          [sumBy('operation', rate('idenfy_request_retries_total')), 'retried {{operation}}'],
          [sumBy('operation', rate('idenfy_operations_failed_total')), 'failed {{operation}}'],
        ],
      },
      {
        title: 'Requests left within the hour',
        description: 'At zero, calls of the account are refused until the hour ends.',
        unit: 'short',
        queries: [[`min by (account) (idenfy_budget_remaining{${account}})`, '{{account}}']],
      },
      {
        title: 'Open circuits',
        description: '1 while calls are refused because too many have failed.',
        unit: 'short',
        queries: [[`max by (account) (idenfy_circuit_open{${account}})`, '{{account}}']],
      },
    ],
  },
  {
    title: 'Verifications',
    panels: [
      {
        title: 'Live verifications',
        description: 'Started, and without an outcome so far.',
        unit: 'short',
        queries: [[`max by (account, status) (idenfy_sessions{${account}})`, '{{account}} {{status}}']],
      },
      {
        title: 'Oldest live verification',
        description: 'By status.',
        unit: 's',
        queries: [
          [`max by (account, status) (idenfy_sessions_oldest_seconds{${account}})`, '{{account}} {{status}}'],
        ],
      },
    ],
  },
  {
    title: 'Background work',
    panels: [
      {
        title: 'Time since each part last succeeded',
        description: 'The slowest process of each part.',
        unit: 's',
        queries: [[`max by (part) (idenfy_background_round_age_seconds{${job}})`, '{{part}}']],
      },
      {
        title: 'Stuck parts',
        description: 'Processes in which the part does not succeed or does not end.',
        unit: 'short',
        queries: [[sumBy('part', `idenfy_background_stuck{${job}}`), '{{part}}']],
      },
      {
        title: 'Time since each periodic job last succeeded',
        description: 'In whichever process.',
        unit: 's',
        queries: [[`min by (periodic_job) (idenfy_job_success_age_seconds{${job}})`, '{{periodic_job}}']],
      },
    ],
  },
  {
    title: 'Evidence, audit and drift',
    panels: [
      {
        title: 'Evidence that is being collected',
        description: 'Verdicts whose evidence is not complete yet.',
        unit: 'short',
        queries: [[`max by (job) (idenfy_evidence_waiting{${job}})`, 'waiting {{job}}']],
      },
      {
        title: 'Oldest verdict that waits for its evidence',
        description: 'Links of iDenfy end within the hour.',
        unit: 's',
        queries: [[`max by (job) (idenfy_evidence_oldest_seconds{${job}})`, '{{job}}']],
      },
      {
        title: 'Evidence that could not be kept',
        description: 'By reason, in all.',
        unit: 'short',
        queries: [[`max by (reason) (idenfy_evidence_missing{${job}})`, '{{reason}}']],
      },
      {
        title: 'Rows of history and audit',
        description:
          'Ids of the newest rows. They fall only when rows were cut off, or a backup was restored.',
        unit: 'short',
        queries: [[`max by (table) (idenfy_audit_newest_row{${job}})`, '{{table}}']],
      },
      {
        title: 'What iDenfy sends that this version does not know',
        description: 'Fields, values and types.',
        unit: 'short',
        queries: [[`max by (account, kind) (idenfy_contract_drift{${account}})`, '{{account}} {{kind}}']],
      },
    ],
  },
];
