import type { Operation } from '../../contract/operation.js';
import { isAcceptedProcessBody } from '../../contract/process.js';
import { type ErrorBody, errorBodyOf, isErrorBody, isObject, isPresent } from './error-body.js';

/** What an answer of iDenfy comes to. */
export type Reading =
  | { readonly kind: 'success'; readonly value: unknown }
  | ({ readonly kind: 'refusal' } & ErrorBody)
  /** Not what the documentation allows; `missing` completes "the answer lacks …". */
  | { readonly kind: 'breach'; readonly missing: string };

type AnyOperation = Operation<unknown, unknown>;

const ACCEPTED: Reading = { kind: 'success', value: undefined };

/** Reads an answer by what the operation promises. A 200 can carry a refusal (S4). */
export function readAnswer(operation: AnyOperation, status: number, text: string): Reading {
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
  if (!isObject(body)) {
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
      return ACCEPTED;
    case 'expected':
      return readUnexpected(text, body);
  }
}

// Nothing was to come. An object must be a refusal in words we do not know; anything else tells nothing.
function readUnexpected(text: string, body: Record<string, unknown> | undefined): Reading {
  if (isAcceptedProcessBody(text)) {
    return ACCEPTED;
  }
  return body === undefined ? { kind: 'breach', missing: 'JSON' } : { kind: 'refusal', ...errorBodyOf(body) };
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
  return isObject(body) ? body : undefined;
}
