import { Fields } from '../input/fields.js';
import { SIMULATED_ENVIRONMENTS } from './simulated-account.js';
import { DEFAULT_BEHAVIOUR } from './simulator-behaviour.js';
import type { SimulatorOptions } from './simulator-options.js';

const OF_AN_ACCOUNT = [
  'apiKey',
  'apiSecret',
  'webhookUrl',
  'signingKey',
  'signingKeys',
  'environment',
  'active',
  'credits',
];
const OF_A_START = ['port', 'host', 'publicUrl', 'accounts', 'seed', 'stateFile', 'controlFromAnywhere'];

/**
 * Reads options that come from outside the program, as JSON. What TypeScript checks elsewhere is checked here.
 *
 * @throws {SimulatorInputError} naming the option that is unknown, or not of its kind
 */
export function readOptions(value: unknown): SimulatorOptions {
  const fields = Fields.of(value, [...OF_A_START, ...OF_AN_ACCOUNT, ...Object.keys(DEFAULT_BEHAVIOUR)]);
  for (const option of ['host', 'publicUrl', 'stateFile']) fields.string(option);
  fields.boolean('controlFromAnywhere');
  checkAccount(fields);
  for (const [name, account] of Object.entries(fields.object('accounts') ?? {})) {
    checkAccount(Fields.of(account, OF_AN_ACCOUNT, `accounts.${name}`));
  }
  for (const [option, usual] of Object.entries(DEFAULT_BEHAVIOUR)) checkLike(fields, option, usual);
  const features = fields.nested('features', Object.keys(DEFAULT_BEHAVIOUR.features));
  for (const [feature, usual] of Object.entries(DEFAULT_BEHAVIOUR.features)) {
    if (features !== undefined) checkLike(features, feature, usual);
  }
  return value as SimulatorOptions;
}

function checkAccount(fields: Fields): void {
  for (const option of ['apiKey', 'apiSecret', 'webhookUrl']) fields.string(option);
  if (fields.raw('signingKey') !== null) fields.string('signingKey');
  fields.stringMap('signingKeys');
  fields.oneOf('environment', SIMULATED_ENVIRONMENTS);
  fields.boolean('active');
  if (fields.raw('credits') !== null) fields.integer('credits', { min: 0 });
}

/** An option must be of the kind its default is of; their ranges are checked later, for programs too. */
function checkLike(fields: Fields, option: string, usual: unknown): void {
  const value = fields.raw(option);
  if (value === undefined || (option === 'requestsPerHour' && value === null)) return;
  if (Array.isArray(usual)) fields.strings(option);
  else if (typeof usual === 'boolean') fields.boolean(option);
  else if (typeof usual === 'object') fields.object(option);
  else if (typeof value !== typeof usual) fields.refuse(option, `must be a ${typeof usual}`);
}
