import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { RateBudget } from '../client/rate-budget.js';
import type { IdenfyClient } from '../client/idenfy-client.js';

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 90];

/** Counts calls to iDenfy by account, operation and outcome. Returns a function that stops counting. */
export function countCalls(client: IdenfyClient, prefix: string, registers: Registry[]): () => void {
  const tries = new Counter({
    name: `${prefix}requests_total`,
    help: 'Requests sent to iDenfy, retries included',
    labelNames: ['account', 'operation', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: `${prefix}request_duration_seconds`,
    help: 'Time until iDenfy answered one request',
    labelNames: ['account', 'operation'],
    buckets: SECONDS,
    registers,
  });
  const retries = new Counter({
    name: `${prefix}request_retries_total`,
    help: 'Retries of requests to iDenfy',
    labelNames: ['account', 'operation'],
    registers,
  });
  const failures = new Counter({
    name: `${prefix}operations_failed_total`,
    help: 'Operations at iDenfy that failed for good',
    labelNames: ['account', 'operation'],
    registers,
  });

  const stops = [
    client.events.on('answered', ({ account, operation, outcome, durationMs }) => {
      tries.inc({ account, operation, outcome });
      durations.observe({ account, operation }, durationMs / 1000);
    }),
    client.events.on('retried', ({ account, operation }) => retries.inc({ account, operation })),
    client.events.on('gaveUp', ({ account, operation }) => failures.inc({ account, operation })),
  ];
  return () => stops.forEach((stop) => stop());
}

/** What protects the account from too many requests: circuit and hourly budget. */
export function gaugeProtection(
  client: IdenfyClient,
  budget: RateBudget,
  accounts: readonly string[],
  prefix: string,
  registers: Registry[],
): void {
  new Gauge({
    name: `${prefix}circuit_open`,
    help: '1 while calls to the account are refused because too many have failed',
    labelNames: ['account'],
    registers,
    collect() {
      for (const account of accounts) this.set({ account }, client.circuitState(account) === 'open' ? 1 : 0);
    },
  });
  new Gauge({
    name: `${prefix}budget_remaining`,
    help: 'Requests its key pair may still make within the hour, all processes together',
    labelNames: ['account'],
    registers,
    async collect() {
      for (const account of accounts) {
        const remaining = await budget.remaining(account);
        if (remaining === undefined) this.remove({ account });
        else this.set({ account }, remaining);
      }
    },
  });
}
