import 'reflect-metadata';
import type { IdenfyHandlerOptions } from './handler-options.js';

export type HandlerKind = 'verification' | 'decision' | 'webhook';

/** What a decorator leaves on a method. */
export interface HandlerMetadata {
  readonly kind: HandlerKind;
  /** Statuses or event types; `*` for all. */
  readonly filter: readonly string[];
  readonly options: IdenfyHandlerOptions;
}

/** Puts a handler on methods that can take its context. */
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

/** What decorators left on the method; several mean several handlers. */
export function handlersOn(method: object): readonly HandlerMetadata[] {
  const metadata: unknown = Reflect.getMetadata(KEY, method);
  return Array.isArray(metadata) ? metadata : [];
}

/** The options may stand behind the words a handler listens to. */
export function wordsAndOptions(
  given: readonly (string | IdenfyHandlerOptions)[],
): Pick<HandlerMetadata, 'filter' | 'options'> {
  const last = given.at(-1);
  return {
    filter: given.filter((word) => typeof word === 'string'),
    options: typeof last === 'object' ? last : {},
  };
}
