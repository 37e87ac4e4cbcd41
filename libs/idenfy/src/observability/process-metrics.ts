import { Gauge, type Registry } from 'prom-client';
import type { IdenfyReadings } from './idenfy-readings.js';

/** How the background work, the notifications and the event streams of this process are doing. */
export function gaugeProcess(readings: IdenfyReadings, prefix: string, registers: Registry[]): void {
  const labelNames = ['part'] as const;
  new Gauge({
    name: `${prefix}background_round_age_seconds`,
    help: 'Time since the last round of this part of the background work that succeeded',
    labelNames,
    registers,
    collect() {
      for (const { part, sinceMs } of readings.process().parts) this.set({ part }, sinceMs / 1_000);
    },
  });
  new Gauge({
    name: `${prefix}background_stuck`,
    help: '1 while that is more than three times the time between its rounds, and more than ten seconds',
    labelNames,
    registers,
    collect() {
      for (const { part, stuck } of readings.process().parts) this.set({ part }, stuck ? 1 : 0);
    },
  });
  new Gauge({
    name: `${prefix}notifications_heard`,
    help: '1 while notifications of PostgreSQL arrive, 0 while they do not and this process polls',
    registers,
    collect() {
      const { notificationsHeard: heard } = readings.process();
      if (heard === null) this.remove();
      else this.set(heard ? 1 : 0);
    },
  });
  new Gauge({
    name: `${prefix}streams_open`,
    help: 'Event streams that are open in this process',
    registers,
    collect() {
      this.set(readings.process().streams);
    },
  });
}
