import { randomBytes } from 'node:crypto';
import { checkSettings } from './check-options.js';
import { simulatedAccount } from './simulated-account.js';
import { DEFAULT_BEHAVIOUR, type SimulatorBehaviour } from './simulator-behaviour.js';
import type { SimulatorOptions } from './simulator-options.js';
import type { SimulatorSettings } from './simulator-settings.js';

/** @throws {SimulatorInputError} naming the option that cannot work */
export function settingsFrom(options: SimulatorOptions): SimulatorSettings {
  const now = options.now ?? Date.now;
  const others = Object.entries(options.accounts ?? {}).filter(([name]) => name !== 'default');
  const settings: SimulatorSettings = {
    port: options.port ?? 4010,
    host: options.host ?? '127.0.0.1',
    publicUrl: options.publicUrl?.replace(/\/$/, ''),
    seed: String(options.seed ?? randomSeed()),
    isSeeded: options.seed !== undefined,
    now: () => Number(now()),
    stateFile: options.stateFile,
    controlFromAnywhere: options.controlFromAnywhere ?? false,
    accounts: [
      simulatedAccount('default', { ...given(options), ...options.accounts?.default }),
      ...others.map(([name, account]) => simulatedAccount(name, account)),
    ],
    behaviour: {
      ...DEFAULT_BEHAVIOUR,
      ...pick(options, Object.keys(DEFAULT_BEHAVIOUR)),
      features: { ...DEFAULT_BEHAVIOUR.features, ...given(options.features ?? {}) },
    },
  };
  checkSettings(settings);
  return settings;
}

function randomSeed(): string {
  return randomBytes(16).toString('hex');
}

/** An option that is present but undefined counts as not given. */
function given<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function pick(options: SimulatorOptions, names: readonly string[]): Partial<SimulatorBehaviour> {
  return Object.fromEntries(Object.entries(given(options)).filter(([name]) => names.includes(name)));
}
