import type { Operation } from '../../contract/operation.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import type { IdenfyAccount } from '../account.js';
import type { WireRequest } from '../transport/wire.js';
import type { CallOptions } from './call-options.js';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The request of an operation as it goes over the wire: JSON for a POST, the query for a GET. */
export function wireRequest(
  account: IdenfyAccount,
  operation: Operation<unknown, unknown>,
  request: unknown,
  { pathParams, query, body }: CallOptions,
): WireRequest {
  const isGet = operation.method === 'GET';
  const path = fillPath(operation.path, pathParams?.scanRef);
  const parameters = isGet ? { ...(request as Query), ...query } : query;
  return {
    method: operation.method,
    url: `${account.baseUrl}${path}${queryString(parameters)}`,
    authorization: account.authorization,
    body: isGet ? undefined : (body ?? JSON.stringify(request)),
  };
}

function fillPath(path: string, scanRef: string | undefined): string {
  if (!path.includes(':scanRef')) {
    return path;
  }
  if (scanRef === undefined) {
    throw new IdenfyValidationError({ field: 'scanRef', message: "Field 'scanRef' is required." });
  }
  return path.replace(':scanRef', encodeURIComponent(scanRef));
}

function queryString(parameters: Query | undefined): string {
  if (parameters === undefined) {
    return '';
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      search.append(name, String(value));
    }
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}
