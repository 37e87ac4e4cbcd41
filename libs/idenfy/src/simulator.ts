export { IdenfySimulator } from './simulator/idenfy-simulator.js';
export type { SimulatorOptions } from './simulator/options/simulator-options.js';
export type { SimulatorBehaviour, SimulatedFeatures } from './simulator/options/simulator-behaviour.js';
export {
  SIMULATOR_CREDENTIALS,
  type SimulatedAccount,
  type SimulatedAccountOptions,
  type SimulatedEnvironment,
} from './simulator/options/simulated-account.js';
export { SimulatorInputError } from './simulator/input/simulator-input.error.js';

export type { SimulatedOutcome } from './simulator/lifecycle/outcome.js';
export type { SimulatedFault } from './simulator/faults/simulated-fault.js';
export type { RequestFault } from './simulator/faults/request-fault.js';
export type { WebhookFault } from './simulator/faults/webhook-fault.js';
export type { SimulatedRequest } from './simulator/record/request-record.js';
export type { SimulatedWebhook } from './simulator/callbacks/delivery.js';
export type { SimulatedVerification } from './simulator/control/controls.js';
