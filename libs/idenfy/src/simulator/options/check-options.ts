import { SimulatorInputError } from '../input/simulator-input.error.js';
import type { SimulatorSettings } from './simulator-settings.js';

/** @throws {SimulatorInputError} naming the first option that cannot work, and the mend */
export function checkSettings(settings: SimulatorSettings): void {
  const { behaviour } = settings;
  requireWhole('port', settings.port, 0, 65_535);
  requireWhole('retries.count', behaviour.retries.count, 1, 100);
  requireWhole('retries.spacingMs', behaviour.retries.spacingMs, 0);
  requireWhole('webhookTimeoutMs', behaviour.webhookTimeoutMs, 1);
  requireWhole('expiryTime', behaviour.expiryTime, 1);
  requireWhole('sessionLength', behaviour.sessionLength, 1);
  if (behaviour.requestsPerHour !== null) requireWhole('requestsPerHour', behaviour.requestsPerHour, 0);
  requirePositive('analysisSeconds', behaviour.analysisSeconds);
  requirePositive('reviewMinutes', behaviour.reviewMinutes);
  if (settings.publicUrl !== undefined) requireWebUrl('publicUrl', settings.publicUrl);

  const keys = new Set<string>();
  for (const account of settings.accounts) {
    if (account.apiKey === '') throw new SimulatorInputError('apiKey', 'must not be empty');
    if (keys.has(account.apiKey)) {
      throw new SimulatorInputError(
        `accounts.${account.name}.apiKey`,
        'must differ from every other account',
      );
    }
    keys.add(account.apiKey);
    if (account.webhookUrl !== undefined) requireWebUrl('webhookUrl', account.webhookUrl);
  }
}

/** @throws {SimulatorInputError} when the value is no http(s) address */
export function requireWebUrl(field: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new SimulatorInputError(field, 'must be an http or https address');
  }
}

function requireWhole(field: string, value: number, min: number, max = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new SimulatorInputError(field, `must be a whole number from ${min} to ${max}`);
  }
}

function requirePositive(field: string, value: number): void {
  if (!Number.isFinite(value) || value < 0)
    throw new SimulatorInputError(field, 'must be a number of at least 0');
}
