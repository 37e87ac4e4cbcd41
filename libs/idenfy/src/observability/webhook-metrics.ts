import { Counter, Histogram, type Registry } from 'prom-client';
import type { HandlerEvents } from '../handlers/handler-events.js';
import type { WebhookEvents } from '../webhooks/webhook-events.js';

const SECONDS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

/** Counts webhooks and handler runs. Returns a function that stops counting. */
export function countWebhooks(
  webhooks: WebhookEvents,
  handlers: HandlerEvents,
  accounts: readonly string[],
  prefix: string,
  registers: Registry[],
): () => void {
  const labelNames = ['account'] as const;
  // the account comes from the URL: a stranger must not be able to invent metric labels
  const known = (account: string) => (accounts.includes(account) ? account : 'unknown');

  const received = new Counter({
    name: `${prefix}webhooks_received_total`,
    help: 'Webhooks that were stored and answered, duplicates included',
    labelNames,
    registers,
  });
  const duplicates = new Counter({
    name: `${prefix}webhooks_duplicate_total`,
    help: 'Webhooks whose bytes had been stored before',
    labelNames,
    registers,
  });
  const bytes = new Counter({
    name: `${prefix}webhooks_received_bytes_total`,
    help: 'Bytes of the webhooks that were stored',
    labelNames,
    registers,
  });
  const rejected = new Counter({
    name: `${prefix}webhooks_rejected_total`,
    help: 'Webhooks that were refused, by what was wrong with the signature',
    labelNames: ['account', 'reason'],
    registers,
  });
  const notStored = new Counter({
    name: `${prefix}webhooks_not_stored_total`,
    help: 'Signed webhooks that could not be stored; iDenfy was asked to send them again',
    labelNames,
    registers,
  });
  const processed = new Counter({
    name: `${prefix}webhooks_processed_total`,
    help: 'Stored webhooks that passed the worker, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const runs = new Histogram({
    name: `${prefix}handler_duration_seconds`,
    help: 'Runs of handlers, by outcome: done, retry or dead',
    labelNames: ['handler', 'outcome'],
    buckets: SECONDS,
    registers,
  });

  const unwanted = new Counter({
    name: `${prefix}runs_unwanted_total`,
    help: 'Runs closed because no process announced a filter for them for a day',
    labelNames: ['handler'],
    registers,
  });

  // rate() does not see the event that a counter begins with, so these begin with zero
  for (const account of accounts) {
    for (const counter of [received, duplicates, bytes, notStored]) counter.inc({ account }, 0);
    rejected.inc({ account, reason: 'mismatch' }, 0);
  }

  const stops = [
    webhooks.on('received', (event) => {
      const account = known(event.account);
      received.inc({ account });
      bytes.inc({ account }, event.bytes);
      if (event.duplicate) duplicates.inc({ account });
    }),
    webhooks.on('rejected', ({ account, reason }) => rejected.inc({ account: known(account), reason })),
    webhooks.on('notStored', ({ account }) => notStored.inc({ account: known(account) })),
    webhooks.on('processed', ({ outcome, count }) => processed.inc({ outcome }, count)),
    handlers.on('handled', ({ handler, outcome, durationMs }) =>
      runs.observe({ handler, outcome }, durationMs / 1000),
    ),
    handlers.on('unwanted', ({ handler, count }) => unwanted.inc({ handler }, count)),
  ];
  return () => stops.forEach((stop) => stop());
}
