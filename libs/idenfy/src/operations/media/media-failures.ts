import type { CallEnd } from '../../client/call/call-scope.js';
import { wireFailure } from '../../client/transport/wire-failure.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { IdenfyCancelledError } from '../../errors/idenfy-cancelled.error.js';
import { IdenfyContractError } from '../../errors/idenfy-contract.error.js';
import { IdenfyNetworkError } from '../../errors/idenfy-network.error.js';
import { IdenfyNotFoundError } from '../../errors/idenfy-not-found.error.js';
import { IdenfyTimeoutError } from '../../errors/idenfy-timeout.error.js';
import type { IdenfyError } from '../../errors/idenfy.error.js';
import { ForbiddenAddressError } from './guarded-lookup.js';

const operation = { name: 'downloadMedia', takesScanRef: true, emptyAnswer: 'refused' } as const;
const download = { operation: operation.name, attempts: 1 };

/** S3 answers 403 for a link that has expired. */
const GONE: ReadonlySet<number> = new Set([403, 404, 410]);

/** The file is larger than may be read. */
export function tooLargeMedia(): IdenfyError {
  return new IdenfyContractError({ ...download, missing: 'an end within the size that is read' });
}

/** The answer was no file. */
export function refusedMedia(status: number): IdenfyError {
  if (GONE.has(status)) {
    return new IdenfyNotFoundError({ message: 'The file is gone, or its link has expired.' });
  }
  return status >= 400
    ? new IdenfyApiError({ operation, status, identifier: null, attempts: 1 })
    : new IdenfyContractError({ ...download, missing: 'a file', status });
}

/** No answer came, or it broke off. */
export function brokenMedia(error: unknown, ended: CallEnd | undefined): IdenfyError {
  if (ended === 'cancelled') {
    return new IdenfyCancelledError(download);
  }
  if (ended === 'timeout') {
    return new IdenfyTimeoutError({ ...download, clock: 'total', retryable: true });
  }
  if (error instanceof Error && error.cause instanceof ForbiddenAddressError) {
    return new IdenfyContractError({ ...download, missing: 'a file at a public address' });
  }
  return new IdenfyNetworkError({ ...download, retryable: true, cause: wireFailure(error, false).cause });
}
