import { isAcceptedProcessBody, isJsonObject, knownFieldIn, type Operation } from '@nestjs-idenfy/contract';
import { IdenfyApiError, IdenfyContractError } from '../errors/call.errors.js';
import type { AttemptEnd, AttemptFacts, AttemptFailure, Success } from './outcome.js';
import { isRetryable, mayHaveWorked, retryAfterMs } from './retry.js';
import type { HttpAnswer } from './transport.js';

type AnyOperation = Operation<unknown, unknown>;

/** What an answer turns out to be. */
type Reading =
  | Success
  | ({ readonly kind: 'refusal' } & ErrorBody)
  /** Not what the documentation allows; `missing` completes "the answer lacks …". */
  | { readonly kind: 'breach'; readonly missing: string };

/** What an answer tells of an error. iDenfy promises none of it; each part may be missing. */
interface ErrorBody {
  readonly identifier: string | null;
  /** iDenfy's text: it can echo values, so it is looked at and never kept. */
  readonly message: string | undefined;
}

/** What an answer means for the call. A 200 can carry a refusal (S4). */
export function classifyAnswer(answer: HttpAnswer, facts: AttemptFacts): AttemptEnd {
  const reading = readAnswer(facts.operation, answer);
  switch (reading.kind) {
    case 'success':
      return reading;
    case 'refusal':
      return classifyRefused(answer, reading, facts);
    case 'breach':
      return classifyBreach(answer, reading.missing, facts);
  }
}

function classifyBreach(
  { status }: HttpAnswer,
  missing: string,
  { operation, attempts }: AttemptFacts,
): AttemptFailure {
  const error = new IdenfyContractError({
    missing,
    operation: operation.name,
    attempts,
    status,
    // A request that was understood well enough to be answered with success was most likely carried out.
    answerLost: operation.retryPolicy !== 'safe' && status < 300,
  });
  return { kind: 'refused', error };
}

function classifyRefused(
  { status, retryAfter }: HttpAnswer,
  { identifier, message }: ErrorBody,
  facts: AttemptFacts,
): AttemptFailure {
  const { operation, attempts, patienceMs } = facts;
  const askedMs = retryAfterMs(retryAfter, facts.now);
  const waitMs = Math.max(askedMs ?? 0, facts.backoffMs());
  const isTransient = isRetryable(operation.retryPolicy, { kind: 'refusal', status, identifier });
  const isInTime = waitMs < patienceMs;
  const field = message === undefined ? undefined : knownFieldIn(message);
  const error = new IdenfyApiError({
    operation,
    status,
    identifier,
    vendorMessage: message,
    field,
    fieldFromDefaults: field !== undefined && facts.defaultedFields.includes(field),
    mayHaveWorked: mayHaveWorked(operation.retryPolicy, status) || (status === 409 && facts.inDoubt),
    comeBackLater: isTransient && !isInTime && askedMs !== undefined,
    attempts,
    retryAfterSeconds: retryAfterSeconds(askedMs, status, identifier),
  });
  const kind = status >= 500 ? 'failed' : 'refused';
  return isTransient && isInTime ? { kind, error, retryInMs: waitMs } : { kind, error };
}

/** iDenfy counts its limit by the hour, and does not tell when there is room again. */
const RATE_LIMIT_PAUSE_SECONDS = 60;

function retryAfterSeconds(
  askedMs: number | undefined,
  status: number,
  identifier: string | null,
): number | undefined {
  if (askedMs !== undefined) {
    return Math.ceil(askedMs / 1000);
  }
  return status === 429 || identifier === 'TOO_MANY_REQUESTS' ? RATE_LIMIT_PAUSE_SECONDS : undefined;
}

const ACCEPTED: Reading = { kind: 'success', value: undefined };

function readAnswer(operation: AnyOperation, { status, text }: HttpAnswer): Reading {
  if (status >= 400) {
    return { kind: 'refusal', ...errorBodyOf(parseObject(text)) };
  }
  if (status < 200 || status >= 300) {
    return { kind: 'breach', missing: 'content: it is a redirect' };
  }
  if (text.trim() === '') {
    return operation.emptyAnswer === 'refused' ? { kind: 'breach', missing: 'a body' } : ACCEPTED;
  }
  return operation.answer === 'json' ? readJson(operation, text) : readText(operation, text);
}

function readJson(operation: AnyOperation, text: string): Reading {
  const body = parse(text);
  if (!isJsonObject(body)) {
    return { kind: 'breach', missing: body === undefined ? 'JSON' : 'a JSON object' };
  }
  if (isErrorBody(body, operation)) {
    return { kind: 'refusal', ...errorBodyOf(body) };
  }
  const missing = operation.requiredInAnswer.find((field) => !isPresent(body[field]));
  return missing === undefined ? { kind: 'success', value: body } : { kind: 'breach', missing };
}

function readText(operation: AnyOperation, text: string): Reading {
  const body = parseObject(text);
  if (body !== undefined && isErrorBody(body, operation)) {
    return { kind: 'refusal', ...errorBodyOf(body) };
  }
  switch (operation.emptyAnswer) {
    case 'refused':
      return { kind: 'success', value: text };
    case 'allowed':
      // a page of a proxy confirms nothing
      return parse(text) === undefined ? { kind: 'breach', missing: 'JSON' } : ACCEPTED;
    case 'expected':
      return readUnexpected(text, body);
  }
}

// No content was expected. An object must be a refusal in a form we do not know; anything else tells nothing.
function readUnexpected(text: string, body: Record<string, unknown> | undefined): Reading {
  if (isAcceptedProcessBody(text)) {
    return ACCEPTED;
  }
  return body === undefined ? { kind: 'breach', missing: 'JSON' } : { kind: 'refusal', ...errorBodyOf(body) };
}

const NO_ERROR_BODY: ErrorBody = { identifier: null, message: undefined };
const IDENTIFIER = /^[A-Z][A-Z0-9_]{0,63}$/;

// Proxies answer with HTML or nothing.
function errorBodyOf(body: Record<string, unknown> | undefined): ErrorBody {
  if (body === undefined) {
    return NO_ERROR_BODY;
  }
  const { identifier, message } = body;
  return {
    // Only what looks like a constant: a value that was echoed must not get into our errors.
    identifier: typeof identifier === 'string' && IDENTIFIER.test(identifier) ? identifier : null,
    message: typeof message === 'string' ? message : undefined,
  };
}

const ERROR_FIELDS = new Set(['identifier', 'message', 'documentation', 'severity']);

// The body of a 2xx answer is an error when it has what errors have, and lacks what the answer must have.
function isErrorBody(body: Record<string, unknown>, { requiredInAnswer }: AnyOperation): boolean {
  if (requiredInAnswer.length > 0 && requiredInAnswer.every((field) => isPresent(body[field]))) {
    return false;
  }
  return (
    typeof body['identifier'] === 'string' ||
    (typeof body['message'] === 'string' && Object.keys(body).every((field) => ERROR_FIELDS.has(field)))
  );
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A report is megabytes of Base64: not worth a parser's attempt.
function parseObject(text: string): Record<string, unknown> | undefined {
  const body = text.trimStart().startsWith('{') ? parse(text) : undefined;
  return isJsonObject(body) ? body : undefined;
}
