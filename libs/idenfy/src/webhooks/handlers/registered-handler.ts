import { requireNumber } from '../../client/option-checks.js';
import type { IdenfyHandlerDefaults } from '../webhook.options.js';
import { HANDLER_RANGES } from '../webhook-settings.js';
import type { DecisionMade } from './decision-made.js';
import type { HandlerKind, HandlerMetadata } from './handler-metadata.js';
import type { IdenfyWebhookReceived } from './idenfy-webhook-received.js';
import type { VerificationChange } from './verification-change.js';

/** What handlers are called with. */
export type HandlerContext = VerificationChange | DecisionMade | IdenfyWebhookReceived;

/** A handler that this process can call. */
export interface RegisteredHandler {
  readonly name: string;
  readonly kind: HandlerKind;
  readonly filter: readonly string[];
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly concurrency: number;
  call(context: HandlerContext): unknown;
}

const TUNABLE = ['timeoutMs', 'maxAttempts', 'concurrency'] as const;

/** @param place `Class.method` */
export function registeredHandler(
  {
    place,
    instance,
    method,
  }: { place: string; instance: object; method: (context: HandlerContext) => unknown },
  { kind, filter, options }: HandlerMetadata,
  defaults: Required<IdenfyHandlerDefaults>,
): RegisteredHandler {
  const [timeoutMs, maxAttempts, concurrency] = TUNABLE.map((option) => {
    const [min, max] = HANDLER_RANGES[option];
    return requireNumber(options[option] ?? defaults[option], `${place}: ${option}`, { min, max });
  }) as [number, number, number];
  return {
    name: options.name ?? place,
    kind,
    filter,
    timeoutMs,
    maxAttempts,
    concurrency,
    call: (context) => Reflect.apply(method, instance, [context]),
  };
}
