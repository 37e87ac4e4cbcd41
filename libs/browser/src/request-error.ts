import type { components } from './rest-api.js';

type ErrorBody = components['schemas']['IdenfyErrorView'];

/** A call that failed. Its message may be shown to developers; say to people what `identifier` and `status` mean. */
export class IdenfyRequestError extends Error {
  override readonly name = 'IdenfyRequestError';

  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;

  /** iDenfy's constant for the error or the service's own, such as `ATTEMPTS_EXHAUSTED`; null when there is none. */
  readonly identifier: string | null;

  /** Seconds after which the same call may succeed (`Retry-After`); null when the service does not say. */
  readonly retryAfterSeconds: number | null;

  /** What to do about it; null when the service does not say. */
  readonly hint: string | null;

  /** The field at fault; null when it is not about a field. */
  readonly field: string | null;

  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;

  constructor(status: number, message: string, answer: Partial<Answer> = {}) {
    super(message, 'cause' in answer ? { cause: answer.cause } : undefined);
    this.status = status;
    this.identifier = answer.identifier ?? null;
    this.retryAfterSeconds = answer.retryAfterSeconds ?? null;
    this.hint = answer.hint ?? null;
    this.field = answer.field ?? null;
    this.retryable = answer.retryable ?? isTemporary(status);
  }

  /** @param body of the answer, read as JSON where it is JSON */
  static of(response: Response, body: unknown): IdenfyRequestError {
    const { status } = response;
    const { message, ...error } = isErrorBody(body) ? body : { message: `The service answered ${status}.` };
    const retryAfterSeconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    return new IdenfyRequestError(status, [message].flat().join('; '), {
      ...error,
      ...(retryAfterSeconds >= 0 && { retryAfterSeconds }),
    });
  }
}

interface Answer extends Pick<ErrorBody, 'identifier' | 'retryable'> {
  hint?: string | null;
  field?: string | null;
  retryAfterSeconds: number;
  cause: unknown;
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'message' in body;
}

/** Whether a later call may succeed where one was answered with this status. */
export function isTemporary(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}
