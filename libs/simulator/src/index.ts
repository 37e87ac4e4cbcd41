export { IdenfySimulator } from './idenfy-simulator.js';
export {
  type SimulatedAccount,
  type SimulatedAccountOptions,
  type SimulatedEnvironment,
  type SimulatedFeatures,
  SIMULATOR_CREDENTIALS,
  type SimulatorBehaviour,
  type SimulatorOptions,
} from './options.js';
export { SimulatorInputError } from './input.js';

export type { SimulatedOutcome } from './control/outcome.js';
export type { RequestFault, SimulatedFault, WebhookFault } from './faults/fault.js';
export type { SimulatedRequest } from './http/request-recorder.js';
export type { SimulatedWebhook } from './webhooks/delivery.js';
export type { SimulatedVerification, WebhookToSend } from './control/controls.js';
