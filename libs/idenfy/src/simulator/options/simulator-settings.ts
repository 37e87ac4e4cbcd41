import type { SimulatedAccount } from './simulated-account.js';
import type { SimulatorBehaviour } from './simulator-behaviour.js';

/** The options with every default filled in, sorted by who needs them. */
export interface SimulatorSettings {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly seed: string;
  /** Whether somebody chose the seed. */
  readonly isSeeded: boolean;
  readonly now: () => number;
  readonly stateFile: string | undefined;
  readonly controlFromAnywhere: boolean;
  /** The account `default` comes first. */
  readonly accounts: readonly [SimulatedAccount, ...SimulatedAccount[]];
  readonly behaviour: SimulatorBehaviour;
}
