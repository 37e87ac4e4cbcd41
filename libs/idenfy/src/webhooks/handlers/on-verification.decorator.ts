import type { VerificationStatus } from '../../verification/verification-status.js';
import { type HandlerDecorator, handlerDecorator, wordsAndOptions } from './handler-metadata.js';
import type { IdenfyHandlerOptions } from './handler-options.js';
import type { VerificationChange } from './verification-change.js';

/** Statuses to listen to, `'*'` for every change, and options at the end. */
export type OnVerificationArguments =
  | [VerificationStatus | '*', ...(VerificationStatus | '*')[]]
  | [VerificationStatus | '*', ...(VerificationStatus | '*')[], IdenfyHandlerOptions];

/**
 * Calls the method when a verification has come to one of these statuses for good: the change is committed, final, and
 * the call is repeated until it succeeds or is a dead letter. `'*'` gets every change, also provisional ones: see
 * `final`. On any method of any singleton provider; a handler gets changes from its first start on.
 *
 * At least once: a process can end between the method's success and the note of it, so key what may happen only once
 * by `idempotencyKey`. Changes of one verification arrive one after another, in their order.
 *
 * @example
 * ```ts
 * @OnVerification('APPROVED')
 * async open({ verification, idempotencyKey }: VerificationChange) {
 *   await this.accounts.open(verification.clientId, idempotencyKey);
 * }
 * ```
 */
export function OnVerification(...given: OnVerificationArguments): HandlerDecorator<VerificationChange> {
  return handlerDecorator({ kind: 'verification', ...wordsAndOptions(given) });
}
