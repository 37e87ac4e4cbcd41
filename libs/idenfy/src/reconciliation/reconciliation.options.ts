import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

/** How sessions we never heard of again are looked after. Part of `IdenfyOptions`. */
export interface IdenfyReconciliationOptions {
  /** Whether this process takes part in the sweep. @default true */
  enabled?: boolean;
  /** Seconds between two sweeps. @default 60 */
  everySeconds?: number;
  /** Look-ups one sweep may make; iDenfy restricts accounts that poll. @default 50 */
  lookUpsPerSweep?: number;
  /** Look-ups for one session before a human is asked. @default 4 */
  lookUpsPerSession?: number;
}

/** The same, resolved. Injectable. */
export class ReconciliationSettings {
  readonly enabled: boolean;
  readonly everyMs: number;
  readonly lookUpsPerSweep: number;
  readonly lookUpsPerSession: number;

  constructor(options: IdenfyReconciliationOptions = {}) {
    this.enabled = options.enabled ?? true;
    this.everyMs = positive('everySeconds', options.everySeconds ?? 60) * 1_000;
    this.lookUpsPerSweep = positive('lookUpsPerSweep', options.lookUpsPerSweep ?? 50);
    this.lookUpsPerSession = positive('lookUpsPerSession', options.lookUpsPerSession ?? 4);
  }
}

function positive(option: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new IdenfyConfigurationError({ option: `reconciliation.${option}`, mend: 'give a number above 0' });
}
