import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { CLIENT_DEFAULTS, type IdenfyMediaOptions, type ResolvedMediaOptions } from './client.options.js';
import { refuseUnknownOptions, requireNumber } from './option-checks.js';

const HOST_PATTERN = /^(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/;

/** Checks which files may be fetched, and fills in defaults. */
export function resolveMediaOptions(given: IdenfyMediaOptions = {}): ResolvedMediaOptions {
  const defaults = CLIENT_DEFAULTS.media;
  refuseUnknownOptions(given, Object.keys(defaults), 'media');
  return {
    hosts: resolveHosts(given.hosts ?? defaults.hosts),
    maxBytes: requireNumber(given.maxBytes ?? defaults.maxBytes, 'media.maxBytes', {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
    timeoutMs: requireNumber(given.timeoutMs ?? defaults.timeoutMs, 'media.timeoutMs', {
      min: 1,
      max: 3_600_000,
    }),
  };
}

function resolveHosts(hosts: unknown): readonly string[] {
  const isRight =
    Array.isArray(hosts) && hosts.every((host) => typeof host === 'string' && HOST_PATTERN.test(host));
  if (!isRight) {
    throw new IdenfyConfigurationError({
      option: 'media.hosts',
      mend: "give an array of lower-case host names such as 'files.example.com' or '*.example.com'",
    });
  }
  return [...hosts];
}
