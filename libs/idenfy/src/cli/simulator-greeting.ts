import type { IdenfySimulator } from '../simulator/idenfy-simulator.js';
import { SIMULATOR_CREDENTIALS } from '../simulator/options/simulated-account.js';
import type { SimulatorOptions } from '../simulator/options/simulator-options.js';

/** What a client needs to know, on the screen of the one who started the simulator. Secrets of your own are not repeated. */
export function simulatorGreeting(simulator: IdenfySimulator, options: SimulatorOptions): string {
  const key = simulator.apiKey;
  const secret = options.apiSecret === undefined ? SIMULATOR_CREDENTIALS.apiSecret : 'as you gave it';
  const signed = options.signingKey === undefined ? SIMULATOR_CREDENTIALS.signingKey : 'the key you gave';
  const callbacks =
    simulator.webhookUrl === undefined
      ? 'recorded only; --webhook-url sends them'
      : `${simulator.webhookUrl}, signed with ${signed}`;
  return [
    `iDenfy simulator runs on ${simulator.url} (nothing here is real; Ctrl-C stops it)`,
    `  base URL    ${simulator.url}`,
    `  UI URL      ${simulator.uiUrl}`,
    `  API key     ${key}`,
    `  API secret  ${secret}`,
    `  callbacks   ${callbacks}`,
    `  control     ${simulator.url}/_simulator`,
  ].join('\n');
}
