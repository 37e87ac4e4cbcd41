import { Gauge, type Registry } from 'prom-client';
import type { IdenfyReadings, InboxReading } from './idenfy-readings.js';
import { TimedCache } from './timed-cache.js';

/** The metrics of one page are collected concurrently: they share one query. */
const SAME_PAGE_MS = 1_000;

/** What is in the tables, read when metrics are scraped. Without a database these values are missing, the others are not. */
export function gaugeTables(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  gaugeInbox(readings, prefix, registers);
  gaugeRunsWithoutHandler(readings, prefix, registers);
  gaugeSessions(readings, prefix, registers);
  gaugeJobs(readings, prefix, registers);
  gaugeContractDrift(readings, prefix, registers);
  gaugeAudit(readings, prefix, registers);
  gaugeEvidence(readings, prefix, registers);
}

function gaugeInbox(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  const read = sharedRead(() => readings.inbox());
  new Gauge({
    name: `${prefix}inbox_rows`,
    help: 'Webhooks (unapplied, waiting for their session, orphan, dead) and handler runs (pending, dead)',
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
    help: 'Age of the oldest webhook that could be applied',
    registers,
    async collect() {
      const reading = await read();
      if (reading) this.set(reading.oldestSeconds);
      else this.remove();
    },
  });
  new Gauge({
    name: `${prefix}runs_oldest_seconds`,
    help: 'How long the oldest handler run that is due has been due',
    registers,
    async collect() {
      const reading = await read();
      if (reading) this.set(reading.oldestRunSeconds);
      else this.remove();
    },
  });
}

function gaugeRunsWithoutHandler(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  new Gauge({
    name: `${prefix}runs_without_handler`,
    help: 'Handler runs that wait although no process announced their handler for two hours',
    labelNames: ['handler'],
    registers,
    async collect() {
      const runs = await readings.runsWithoutHandler().catch(() => []);
      this.reset();
      for (const { handler, count } of runs) this.set({ handler }, count);
    },
  });
}

function gaugeContractDrift(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  new Gauge({
    name: `${prefix}contract_drift`,
    help: 'Fields, values and types in webhooks that this version does not know',
    labelNames: ['account', 'kind'],
    registers,
    async collect() {
      const found = await readings.contractDrift().catch(() => []);
      this.reset();
      for (const { account, kind, count } of found) this.set({ account, kind: kind.toLowerCase() }, count);
    },
  });
}

function gaugeEvidence(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  const read = sharedRead(() => readings.evidence());
  new Gauge({
    name: `${prefix}evidence_missing`,
    help: 'Pieces of evidence that could not be kept, by reason',
    labelNames: ['reason'],
    registers,
    async collect() {
      const reading = await read();
      this.reset();
      for (const { reason, count } of reading?.missing ?? [])
        this.set({ reason: reason.toLowerCase() }, count);
    },
  });
  new Gauge({
    name: `${prefix}evidence_waiting`,
    help: 'Verdicts whose evidence is not complete yet',
    registers,
    async collect() {
      const reading = await read();
      if (reading) this.set(reading.waiting);
      else this.remove();
    },
  });
  new Gauge({
    name: `${prefix}evidence_oldest_seconds`,
    help: 'How long the oldest verdict has been waiting for its evidence',
    registers,
    async collect() {
      const reading = await read();
      if (reading) this.set(reading.oldestSeconds);
      else this.remove();
    },
  });
}

function gaugeAudit(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  new Gauge({
    name: `${prefix}audit_newest_row`,
    help: 'Id of the newest row of history and of the access records; it falls only when rows were cut off',
    labelNames: ['table'],
    registers,
    async collect() {
      const newest = await readings.newestAuditRows().catch(() => []);
      this.reset();
      for (const { table, id } of newest) this.set({ table }, id);
    },
  });
}

function gaugeJobs(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  new Gauge({
    name: `${prefix}job_success_age_seconds`,
    help: 'Time since the periodic job last succeeded, in whichever process',
    // not `job`, which Prometheus keeps for itself and would rename
    labelNames: ['periodic_job'],
    registers,
    async collect() {
      const jobs = await readings.jobs().catch(() => []);
      this.reset();
      for (const { job, succeededSecondsAgo } of jobs) this.set({ periodic_job: job }, succeededSecondsAgo);
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
    ['dead_webhook', reading.deadWebhooks],
  ];
}

function gaugeSessions(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  const read = sharedRead(() => readings.liveSessions());
  const labelNames = ['account', 'status'] as const;
  new Gauge({
    name: `${prefix}sessions`,
    help: 'Verifications that are not over, by status',
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
    help: 'Age of the oldest verification in that status',
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

function sharedRead<Reading>(read: () => Promise<Reading>): () => Promise<Reading | undefined> {
  const cache = new TimedCache<Reading | undefined>(SAME_PAGE_MS, () => performance.now());
  return () => cache.get('', () => read().catch(() => undefined));
}
