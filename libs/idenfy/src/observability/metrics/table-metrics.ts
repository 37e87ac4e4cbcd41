import { Gauge, type Registry } from 'prom-client';
import type { IdenfyReadings, InboxReading } from '../idenfy-readings.js';
import { ShortMemory } from '../short-memory.js';

/** The metrics of one page are collected side by side: they share one look at the tables. */
const SAME_PAGE_MS = 1_000;

/** What stands in the tables, read when somebody asks. Without a database these values are missing, the others not. */
export function gaugeTables(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  gaugeInbox(readings, prefix, registers);
  gaugeSessions(readings, prefix, registers);
}

function gaugeInbox(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  const read = lookedAtOnce(() => readings.inbox());
  new Gauge({
    name: `${prefix}inbox_rows`,
    help: 'Callbacks (unapplied, waiting for their session, orphan) and handler runs (pending, dead)',
    labelNames: ['state'],
    registers,
    async collect() {
      const reading = await read();
      this.reset();
      for (const [state, count] of reading ? states(reading) : []) this.set({ state }, count);
    },
  });
  new Gauge({
    name: `${prefix}inbox_oldest_seconds`,
    help: 'Age of the oldest callback that could be applied',
    registers,
    async collect() {
      const reading = await read();
      if (reading) this.set(reading.oldestSeconds);
      else this.remove();
    },
  });
}

function states(reading: InboxReading): [string, number][] {
  return [
    ['unapplied', reading.unapplied],
    ['waiting', reading.waiting],
    ['orphan', reading.orphans],
    ['pending_run', reading.pendingRuns],
    ['dead_run', reading.deadRuns],
  ];
}

function gaugeSessions(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  const read = lookedAtOnce(() => readings.liveSessions());
  const labelNames = ['account', 'status'] as const;
  new Gauge({
    name: `${prefix}sessions`,
    help: 'Attempts that are not over, by state',
    labelNames,
    registers,
    async collect() {
      const sessions = await read();
      this.reset();
      for (const { account, status, count } of sessions ?? []) this.set({ account, status }, count);
    },
  });
  new Gauge({
    name: `${prefix}sessions_oldest_seconds`,
    help: 'Age of the oldest attempt in that state',
    labelNames,
    registers,
    async collect() {
      const sessions = await read();
      this.reset();
      for (const { account, status, oldestSeconds } of sessions ?? [])
        this.set({ account, status }, oldestSeconds);
    },
  });
}

function lookedAtOnce<Reading>(read: () => Promise<Reading>): () => Promise<Reading | undefined> {
  const memory = new ShortMemory<Reading | undefined>(SAME_PAGE_MS, () => performance.now());
  return () => memory.ask('', () => read().catch(() => undefined));
}
