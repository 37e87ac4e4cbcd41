import type { Attention, IdenfyEventType, VerificationStatus } from '@nestjs-idenfy/contract';
import 'reflect-metadata';
import { requireNumber } from '../client/options.js';
import type { VerificationErased } from './erasure-context.js';
import type { RenewalDue, StandingChange } from './standing-contexts.js';
import type { AttentionRaised, DecisionMade, HandlerKind, VerificationChange } from './contexts.js';
import type { IdenfyWebhookReceived, PayloadOf } from './webhook-context.js';
import type { HandlerOptions } from './handler.options.js';

/** What a decorator stores on a method. */
export interface HandlerMetadata {
  readonly kind: HandlerKind;
  /** Statuses, event types, standings or days; `*` for all, and of erasures. */
  readonly filter: readonly string[];
  readonly options: HandlerDecoratorOptions;
}

/** Makes a handler of a method that accepts the context. */
export type HandlerDecorator<Context> = <Method extends (context: Context) => unknown>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<Method>,
) => void;

const KEY = 'nestjs-idenfy:handlers';

export function handlerDecorator<Context>(metadata: HandlerMetadata): HandlerDecorator<Context> {
  return (_target, _name, { value: method }) => {
    if (method) Reflect.defineMetadata(KEY, [...handlersOn(method), metadata], method);
  };
}

/** What decorators stored on the method; several mean several handlers. */
export function handlersOn(method: object): readonly HandlerMetadata[] {
  const metadata: unknown = Reflect.getMetadata(KEY, method);
  return Array.isArray(metadata) ? metadata : [];
}

/** The last argument may be the options. */
export function filterAndOptions(
  given: readonly (string | HandlerDecoratorOptions)[],
): Pick<HandlerMetadata, 'filter' | 'options'> {
  const last = given.at(-1);
  return {
    filter: given.filter((argument) => typeof argument === 'string'),
    options: typeof last === 'object' ? last : {},
  };
}

/** How one handler is called. What is not given here is taken from `handlers` of the module's options. */
export interface HandlerDecoratorOptions extends Partial<
  Pick<HandlerOptions, 'timeoutMs' | 'maxAttempts' | 'concurrency'>
> {
  /**
   * Whose changes it hears, where an application has several `IdenfyModule`s: the `name` of one of them. For several, put one
   * decorator for each on the method.
   * @default the one without a name
   */
  registration?: string;

  /**
   * The handler's name in the database, in logs and in idempotency keys. Give one to be free to rename class and method:
   * runs under an old name wait for a handler that no longer exists.
   * @default `Class.method`
   */
  name?: string;
}

/** Reasons to listen to, none for all, and options at the end. */
export type OnAttentionArguments =
  [...(Attention | '*')[]] | [...(Attention | '*')[], HandlerDecoratorOptions];

/**
 * Calls the method when something about a verification needs the attention of staff, for one of these reasons or for any: to
 * page someone. After the commit, repeated until it succeeds, at least once, as with `@OnVerification()`. A reason that is
 * raised again after it was settled is another call. Suspicions that are to be decided are not among them: listen to those
 * with `@OnVerification('SUSPECTED')`.
 *
 * @example
 * ```ts
 * @OnAttention('CONFLICT', 'OVERDUE')
 * async page({ verification, reasons, idempotencyKey }: AttentionRaised) {
 *   await this.pager.alert(`${verification.id}: ${reasons.join(', ')}`, idempotencyKey);
 * }
 * ```
 */
export function OnAttention(...given: OnAttentionArguments): HandlerDecorator<AttentionRaised> {
  const { filter, options } = filterAndOptions(given);
  return handlerDecorator({ kind: 'attention', filter: filter.length === 0 ? ['*'] : filter, options });
}

/**
 * Calls the method when staff have decided about a SUSPECTED result: after the commit, repeated until it succeeds, at least
 * once, as with `@OnVerification()`.
 */
export function OnDecision(options: HandlerDecoratorOptions = {}): HandlerDecorator<DecisionMade> {
  return handlerDecorator({ kind: 'decision', filter: ['*'], options });
}

/**
 * Calls the method for each distinct webhook whose signature was verified and whose `Idenfy-Event-Type` is this one; `'*'`
 * for all, including those without that header. The header is not signed: base no decision on it. To learn outcomes use
 * `@OnVerification()`, which merges all webhooks; this one gets each of them as it was received.
 *
 * After the commit, repeated until it succeeds, at least once, as with `@OnVerification()`.
 */
export function OnIdenfyWebhook<EventType extends IdenfyEventType | '*'>(
  eventType: EventType,
  options: HandlerDecoratorOptions = {},
): HandlerDecorator<IdenfyWebhookReceived<PayloadOf<EventType>>> {
  return handlerDecorator({ kind: 'webhook', filter: [eventType], options });
}

/**
 * Calls the method when a verification was erased, at iDenfy and here, so that you erase what you keep about the person: after
 * the commit, repeated until it succeeds, at least once, as with `@OnVerification()`. The receipt of the erasure is `done` only
 * when every such handler has succeeded.
 *
 * Until then the ids of the person stay here, encrypted, for 30 days at most. Then the receipt says `HOST_NOT_TOLD`.
 *
 * @example
 * ```ts
 * @OnErasure()
 * async forget({ clientId, isPersonGone }: VerificationErased) {
 *   if (isPersonGone) await this.accounts.delete({ clientId });
 * }
 * ```
 */
export function OnErasure(options: HandlerDecoratorOptions = {}): HandlerDecorator<VerificationErased> {
  return handlerDecorator({ kind: 'erasure', filter: ['*'], options });
}

/**
 * Calls the method when a person's approval has ended: at `verifiedUntil`, whether or not their standing is read then. Other
 * standings follow from a verification that has changed: listen to that with `@OnVerification()` and `@OnDecision()`.
 *
 * After the commit, repeated until it succeeds, at least once, as with `@OnVerification()`.
 */
export function OnStanding(
  standing: 'EXPIRED',
  options: HandlerDecoratorOptions = {},
): HandlerDecorator<StandingChange> {
  return handlerDecorator({ kind: 'standing', filter: [standing], options });
}

/** When `@OnRenewalDue()` calls, and how. */
export interface RenewalDueOptions extends HandlerDecoratorOptions {
  /** Days before the end of an approval, 1 to 365. @default 30 */
  daysBefore?: number;
}

/**
 * Calls the method once before a person's approval ends, so that you can ask them to renew it: `daysBefore` that, or as soon
 * as less is left. An approval whose end moves is one with another end.
 *
 * After the commit, repeated until it succeeds, at least once, as with `@OnVerification()`.
 *
 * @throws IdenfyConfigurationError for other numbers of days
 */
export function OnRenewalDue({
  daysBefore = 30,
  ...options
}: RenewalDueOptions = {}): HandlerDecorator<RenewalDue> {
  requireNumber(daysBefore, '@OnRenewalDue().daysBefore', { min: 1, max: 365 });
  return handlerDecorator({ kind: 'renewal', filter: [String(daysBefore)], options });
}

/** Statuses to listen to, `'*'` for every change, and options at the end. */
export type OnVerificationArguments =
  | [VerificationStatus | '*', ...(VerificationStatus | '*')[]]
  | [VerificationStatus | '*', ...(VerificationStatus | '*')[], HandlerDecoratorOptions];

/**
 * Calls the method when a verification has reached one of these statuses for good: the change is committed and final, and
 * the call is repeated until it succeeds or is a dead letter. `'*'` gets every change, including provisional ones: see
 * `final`. For any method of any singleton provider; a handler gets the changes after its first start.
 *
 * At least once: a process can end after the method succeeded and before that is recorded, so key what may happen only once
 * by `idempotencyKey`. Changes of one verification arrive one after another, in order.
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
  return handlerDecorator({ kind: 'verification', ...filterAndOptions(given) });
}
