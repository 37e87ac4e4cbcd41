import type { SimulatedAccountOptions } from './simulated-account.js';
import type { SimulatedFeatures, SimulatorBehaviour } from './simulator-behaviour.js';

/** How a simulator is started. Everything is optional; the account fields describe the account `default`. */
export interface SimulatorOptions
  extends SimulatedAccountOptions, Partial<Omit<SimulatorBehaviour, 'features'>> {
  /** TCP port; 0 takes a free one. @default 4010 */
  readonly port?: number;
  /** Address to listen on. @default '127.0.0.1' */
  readonly host?: string;
  /** How clients and browsers reach the simulator, when that is not `http://host:port`. */
  readonly publicUrl?: string;
  /** Further accounts by name, each with a key pair of its own. They never see each other's verifications. */
  readonly accounts?: Readonly<Record<string, SimulatedAccountOptions>>;
  /** What the account has bought and configured. */
  readonly features?: Partial<SimulatedFeatures>;
  /** Makes ids, sample people and faults repeatable, over restarts with a `stateFile` too. @default a random one */
  readonly seed?: string | number;
  /** Where time comes from, in milliseconds or as a Date. @default Date.now */
  readonly now?: () => Date | number;
  /**
   * JSON file that keeps the verifications, so that the next start goes on where this one ended. No answer leaves
   * before its changes are in it: a killed simulator has forgotten nothing it told.
   */
  readonly stateFile?: string;
  /** Answers `/_simulator` to every address, not to this machine only. It has no login. @default false */
  readonly controlFromAnywhere?: boolean;
}
