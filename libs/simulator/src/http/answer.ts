import type { ServerResponse } from 'node:http';
import type { KnownIdentifier } from '@nestjs-idenfy/contract';
import { headersOf } from './security-headers.js';

/** An answer before it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Whether it is a page of the simulator, which has a Content-Security-Policy of its own. */
  readonly isPage?: boolean;
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: '' };
}

export function textAnswer(status: number, body: string, contentType = 'text/plain; charset=utf-8'): Answer {
  return { status, headers: { 'Content-Type': contentType }, body };
}

/** The simulated iDenfy refuses a request, with iDenfy's own message. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    readonly status: number,
    readonly identifier: KnownIdentifier,
    message: string,
    /** True for the authentication stage, whose errors have only a message (S1). */
    readonly messageOnly = false,
  ) {
    super(message);
  }
}

/** The four fields of an error (S0, S1, S4). */
export function errorAnswer(status: number, identifier: KnownIdentifier, message: string): Answer {
  return jsonAnswer(status, { message, identifier, documentation: '', severity: 'NOT_SEVERE' });
}

export function refusalAnswer(refusal: ApiRefusal): Answer {
  return refusal.messageOnly
    ? jsonAnswer(refusal.status, { message: refusal.message })
    : errorAnswer(refusal.status, refusal.identifier, refusal.message);
}

export function badValue(message: string): ApiRefusal {
  return new ApiRefusal(400, 'BAD_VALUE', message);
}

export function missingValue(message: string): ApiRefusal {
  return new ApiRefusal(400, 'MISSING_VALUE', message);
}

export function wrongState(message: string): ApiRefusal {
  return new ApiRefusal(400, 'PARTNER_ERROR', message);
}

/** Writes a whole answer. @param more headers that override those of the answer, except the protective ones */
export function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  more: Readonly<Record<string, string>> = {},
): void {
  const { status, body } = answer;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.writeHead(status, { 'Content-Length': length, ...headersOf(answer, more) });
  response.end(body);
}
