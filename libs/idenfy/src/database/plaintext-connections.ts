import type { DataSource } from 'typeorm';
import { isLoopbackHost } from '../client/options.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import type { DatabaseOptions } from './database.options.js';
import { listeningClient } from './listening-client.js';

/**
 * Refuses, in production, connections without TLS to another host: session tokens and personal data would cross the
 * network readable, and the server would be whichever one answers.
 *
 * @throws IdenfyConfigurationError unless `allowPlaintext` says why
 */
export function refusePlaintext(
  dataSource: DataSource,
  { allowPlaintext, listenUrl }: Pick<DatabaseOptions, 'allowPlaintext' | 'listenUrl'>,
): void {
  if (process.env['NODE_ENV'] !== 'production' || allowPlaintext !== undefined) return;
  if (isPlaintext(dataSource, undefined)) throw plaintext('dataSource.ssl');
  if (listenUrl !== undefined && isPlaintext(dataSource, listenUrl)) throw plaintext('database.listenUrl');
}

/** pg itself reads the settings: options, connection string and variables such as `PGSSLMODE`. */
function isPlaintext(dataSource: DataSource, listenUrl: string | undefined): boolean {
  const { host, ssl } = listeningClient(dataSource, listenUrl);
  return !ssl && !isThisMachine(host);
}

function isThisMachine(host: string): boolean {
  return host.startsWith('/') || isLoopbackHost(host === '::1' ? '[::1]' : host);
}

function plaintext(option: string): IdenfyConfigurationError {
  return new IdenfyConfigurationError({
    option,
    hint:
      'connect with TLS (sslmode=verify-full in the connection string), or say in database.allowPlaintext what ' +
      'encrypts the connection, such as a sidecar or a mesh',
  });
}
