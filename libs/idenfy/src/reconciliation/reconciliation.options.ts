import { type NumberRange, refuseUnknownOptions, requireNumber } from '../client/option-checks.js';

/** How sessions we never heard of again are looked after. Part of `IdenfyOptions`. */
export interface IdenfyReconciliationOptions {
  /** Whether this process takes part in the sweep. @default true */
  enabled?: boolean;
  /** Seconds between two sweeps, a day at most. @default 60 */
  everySeconds?: number;
  /** Look-ups one sweep may make; iDenfy restricts accounts that poll. @default 50 */
  lookUpsPerSweep?: number;
  /** Look-ups for one session before a human is asked. @default 4 */
  lookUpsPerSession?: number;
}

const OPTIONS = ['enabled', 'everySeconds', 'lookUpsPerSweep', 'lookUpsPerSession'] as const;

/** A timer that is set to more than 24 days fires at once. */
const EVERY = { min: 0.001, max: 86_400, integer: false };

/** The same, resolved. Injectable. */
export class ReconciliationSettings {
  readonly enabled: boolean;
  readonly everyMs: number;
  readonly lookUpsPerSweep: number;
  readonly lookUpsPerSession: number;

  /** @throws IdenfyConfigurationError naming the option and the mend */
  constructor(options: IdenfyReconciliationOptions = {}) {
    refuseUnknownOptions(options, OPTIONS, 'reconciliation');
    const { enabled = true, everySeconds = 60, lookUpsPerSweep = 50, lookUpsPerSession = 4 } = options;
    this.enabled = enabled;
    this.everyMs = Math.ceil(number('everySeconds', everySeconds, EVERY) * 1_000);
    this.lookUpsPerSweep = number('lookUpsPerSweep', lookUpsPerSweep, { min: 1, max: 10_000 });
    this.lookUpsPerSession = number('lookUpsPerSession', lookUpsPerSession, { min: 1, max: 100 });
  }
}

function number(option: string, value: number, range: NumberRange): number {
  return requireNumber(value, `reconciliation.${option}`, range);
}
