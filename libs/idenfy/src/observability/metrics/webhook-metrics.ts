import { Counter, Histogram, type Registry } from 'prom-client';
import type { WebhookEvents } from '../../webhooks/webhook-events.js';

const SECONDS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

/** What becomes of callbacks, from intake to handler. Returns how to stop counting. */
export function countCallbacks(
  events: WebhookEvents,
  accounts: readonly string[],
  prefix: string,
  registers: Registry[],
): () => void {
  const labelNames = ['account'] as const;
  // The path names the account before anybody is believed: strangers must not be able to make up labels.
  const known = (account: string) => (accounts.includes(account) ? account : 'unknown');

  const received = new Counter({
    name: `${prefix}webhooks_received_total`,
    help: 'Callbacks that were stored and answered, repeats included',
    labelNames,
    registers,
  });
  const repeated = new Counter({
    name: `${prefix}webhooks_duplicate_total`,
    help: 'Callbacks whose bytes had been stored before',
    labelNames,
    registers,
  });
  const bytes = new Counter({
    name: `${prefix}webhooks_received_bytes_total`,
    help: 'Bytes of the callbacks that were stored',
    labelNames,
    registers,
  });
  const rejected = new Counter({
    name: `${prefix}webhooks_rejected_total`,
    help: 'Callbacks that were not believed, by what was wrong with the signature',
    labelNames: ['account', 'reason'],
    registers,
  });
  const notStored = new Counter({
    name: `${prefix}webhooks_not_stored_total`,
    help: 'Signed callbacks that could not be stored; iDenfy was told to repeat them',
    labelNames,
    registers,
  });
  const processed = new Counter({
    name: `${prefix}webhooks_processed_total`,
    help: 'Stored callbacks that went through the worker, by outcome',
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

  const stops = [
    events.on('received', (event) => {
      const account = known(event.account);
      received.inc({ account });
      bytes.inc({ account }, event.bytes);
      if (event.repeat) repeated.inc({ account });
    }),
    events.on('rejected', ({ account, reason }) => rejected.inc({ account: known(account), reason })),
    events.on('notStored', ({ account }) => notStored.inc({ account: known(account) })),
    events.on('processed', ({ outcome, count }) => processed.inc({ outcome }, count)),
    events.on('handled', ({ handler, outcome, durationMs }) =>
      runs.observe({ handler, outcome }, durationMs / 1000),
    ),
  ];
  return () => stops.forEach((stop) => stop());
}
