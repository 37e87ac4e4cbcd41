import {
  CLIENT_DEFAULTS,
  type IdenfyCircuitOptions,
  type IdenfyHttpOptions,
  type ResolvedHttpOptions,
} from './client.options.js';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { type NumberRange, refuseUnknownOptions, requireNumber } from './option-checks.js';

const HOUR_MS = 3_600_000;
const TIME_MS: NumberRange = { min: 1, max: HOUR_MS };

const HTTP_RANGES: Record<keyof Omit<IdenfyHttpOptions, 'circuit'>, NumberRange> = {
  tryTimeoutMs: TIME_MS,
  totalTimeoutMs: TIME_MS,
  processTryTimeoutMs: TIME_MS,
  processTotalTimeoutMs: TIME_MS,
  maxRetries: { min: 0, max: 10 },
  retryDelayMs: TIME_MS,
  maxInFlight: { min: 1, max: 1_000 },
  maxWaiting: { min: 0, max: 1_000_000 },
  requestsPerHour: { min: 1, max: 1_000_000_000 },
  maxResponseBytes: { min: 1_024, max: 1_073_741_824 },
};

const CIRCUIT_RANGES: Record<keyof IdenfyCircuitOptions, NumberRange> = {
  failureRatio: { min: 0.01, max: 1, integer: false },
  minimumOperations: { min: 1, max: 1_000_000 },
  windowMs: TIME_MS,
  halfOpenAfterMs: TIME_MS,
};

/** Checks time limits and limits on what is under way, and fills in defaults. */
export function resolveHttpOptions({ circuit, ...given }: IdenfyHttpOptions = {}): ResolvedHttpOptions {
  const { circuit: circuitDefaults, ...defaults } = CLIENT_DEFAULTS.http;
  const http = {
    ...resolveNumbers(given, defaults, HTTP_RANGES, 'http'),
    circuit: resolveNumbers(circuit ?? {}, circuitDefaults, CIRCUIT_RANGES, 'http.circuit'),
  };
  refuseShorterTotal('totalTimeoutMs', http.totalTimeoutMs, http.tryTimeoutMs);
  refuseShorterTotal('processTotalTimeoutMs', http.processTotalTimeoutMs, http.processTryTimeoutMs);
  return http;
}

function resolveNumbers<Name extends string>(
  given: Partial<Record<Name, number>>,
  defaults: Record<Name, number>,
  ranges: Record<Name, NumberRange>,
  path: string,
): Record<Name, number> {
  refuseUnknownOptions(given, Object.keys(ranges), path);
  const resolved = { ...defaults };
  for (const name of Object.keys(ranges) as Name[]) {
    resolved[name] = requireNumber(given[name] ?? defaults[name], `${path}.${name}`, ranges[name]);
  }
  return resolved;
}

function refuseShorterTotal(name: string, totalMs: number, tryMs: number): void {
  if (totalMs < tryMs) {
    throw new IdenfyConfigurationError({
      option: `http.${name}`,
      mend: 'give at least as long as one try may take',
    });
  }
}
