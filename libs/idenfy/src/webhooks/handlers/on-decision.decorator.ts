import type { DecisionMade } from './decision-made.js';
import { type HandlerDecorator, handlerDecorator } from './handler-metadata.js';
import type { IdenfyHandlerOptions } from './handler-options.js';

/**
 * Calls the method when staff have decided about a SUSPECTED result. Committed, repeated until it succeeds, at least
 * once: as with `@OnVerification()`.
 */
export function OnDecision(options: IdenfyHandlerOptions = {}): HandlerDecorator<DecisionMade> {
  return handlerDecorator({ kind: 'decision', filter: ['*'], options });
}
