import type { IdenfyEventType } from '../../contract/event-type.js';
import { type HandlerDecorator, handlerDecorator } from './handler-metadata.js';
import type { IdenfyHandlerOptions } from './handler-options.js';
import type { IdenfyWebhookReceived, PayloadOf } from './idenfy-webhook-received.js';

/**
 * Calls the method for each distinct callback whose signature held and whose `Idenfy-Event-Type` is this one; `'*'` for
 * all, also without that header. The header is not signed: take no decision from it. To learn outcomes use
 * `@OnVerification()`, which has weighed all callbacks against each other; this one sees each of them as it came.
 *
 * Committed, repeated until it succeeds, at least once: as with `@OnVerification()`.
 */
export function OnIdenfyWebhook<EventType extends IdenfyEventType | '*'>(
  eventType: EventType,
  options: IdenfyHandlerOptions = {},
): HandlerDecorator<IdenfyWebhookReceived<PayloadOf<EventType>>> {
  return handlerDecorator({ kind: 'webhook', filter: [eventType], options });
}
