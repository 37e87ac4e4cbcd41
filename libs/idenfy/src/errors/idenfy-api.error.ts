import type { CatalogueEntry } from '../contract/error-catalogue.js';
import { classify } from '../contract/error-classification.js';
import type { Operation } from '../contract/operation.js';
import { IdenfyError } from './idenfy.error.js';

// Anything else in its place could be a value.
const CONSTANT = /^[A-Z][A-Z0-9_]{1,63}$/;

/** What {@link IdenfyApiError} is made of. */
export interface IdenfyApiErrorOptions {
  operation: Pick<Operation<never, unknown>, 'name' | 'takesScanRef' | 'emptyAnswer'>;
  /** Status that iDenfy answered; 200 where a refusal came with it. */
  status: number;
  /** iDenfy's identifier, null when it gave none; kept when it is written like a constant. */
  identifier: string | null;
  /** iDenfy's text: read to recognise "Partner reached token limit", never kept. */
  vendorMessage?: string | null | undefined;
  /** A known field name from iDenfy's text (`knownFieldIn`). */
  field?: string | undefined;
  /** Whether that field came from the host's own defaults: then it is no fault of the caller. @default false */
  fieldFromDefaults?: boolean;
  /** Whether iDenfy may have done the work nevertheless: then the caller is not invited to repeat it. @default false */
  mayHaveWorked?: boolean;
  /** Whether iDenfy asked for a longer wait than there is time for: then our caller is told when to come back. @default false */
  comeBackLater?: boolean;
  attempts: number;
  retryAfterSeconds?: number | undefined;
}

/** iDenfy answered, and refused. */
export class IdenfyApiError extends IdenfyError {
  /** Status that iDenfy answered. */
  readonly status: number;

  constructor(options: IdenfyApiErrorOptions) {
    const entry = entryFor(options);
    super(entry.message, {
      ...entry,
      retryable: entry.retryable && options.mayHaveWorked !== true,
      identifier:
        options.identifier !== null && CONSTANT.test(options.identifier) ? options.identifier : null,
      field: options.field,
      operation: options.operation.name,
      attempts: options.attempts,
      retryAfterSeconds: options.retryAfterSeconds,
      answerLost: options.mayHaveWorked,
    });
    this.status = options.status;
  }

  override get name() {
    return 'IdenfyApiError' as const;
  }
}

function entryFor(options: IdenfyApiErrorOptions): CatalogueEntry {
  const entry = classify({
    httpStatus: options.status,
    identifier: options.identifier,
    message: options.vendorMessage,
    takesScanRef: options.operation.takesScanRef,
    emptyAnswer: options.operation.emptyAnswer,
  });
  if (options.comeBackLater === true) {
    return { ...entry, httpStatus: 503, retryable: true };
  }
  return entry.httpStatus === 422 && options.fieldFromDefaults === true
    ? { ...entry, httpStatus: 502, actor: 'operator' }
    : entry;
}
