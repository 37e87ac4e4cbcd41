import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { WebhookSettings } from '../webhook-settings.js';
import { handlersOn } from './handler-metadata.js';
import { type HandlerContext, type RegisteredHandler, registeredHandler } from './registered-handler.js';

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];
type Method = (context: HandlerContext) => unknown;

/** Finds the methods of all providers and controllers that are decorated as handlers. */
@Injectable()
export class HandlerDiscovery {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly settings: WebhookSettings,
  ) {}

  /** @throws IdenfyConfigurationError for a handler that could not be called, and for a name that is taken */
  find(): readonly RegisteredHandler[] {
    const seen = new Set<object>();
    const handlers = [...this.discovery.getProviders(), ...this.discovery.getControllers()].flatMap(
      (wrapper) => {
        const prototype = prototypeOf(wrapper);
        // an alias stands for an instance that was met already
        if (!prototype || seen.has(wrapper.instance ?? prototype)) return [];
        seen.add(wrapper.instance ?? prototype);
        return this.#handlersOf(wrapper, prototype);
      },
    );
    refuseSameName(handlers);
    return handlers;
  }

  #handlersOf(wrapper: Wrapper, prototype: object): readonly RegisteredHandler[] {
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      if (!isMethod(method)) return [];
      const place = `${prototype.constructor.name}.${name}`;
      return handlersOn(method).map((metadata) => {
        const instance = callableInstance(wrapper, place);
        return registeredHandler({ place, instance, method }, metadata, this.settings.handlers);
      });
    });
  }
}

function prototypeOf({ instance, metatype }: Wrapper): object | null {
  if (typeof instance === 'object' && instance !== null) return Reflect.getPrototypeOf(instance);
  return typeof metatype === 'function' && isObject(metatype.prototype) ? metatype.prototype : null;
}

/** A handler runs outside of any request, so there must be one instance to call. */
function callableInstance(wrapper: Wrapper, place: string): object {
  if (wrapper.isDependencyTreeStatic() && !wrapper.isTransient && isObject(wrapper.instance))
    return wrapper.instance;
  throw new IdenfyConfigurationError({
    option: place,
    mend:
      'a handler is called outside of any request, so its class and what the class depends on must be singletons; ' +
      'move the handler to a provider without request or transient scope',
  });
}

function refuseSameName(handlers: readonly RegisteredHandler[]): void {
  const names = new Set<string>();
  for (const { name } of handlers) {
    if (names.has(name)) {
      throw new IdenfyConfigurationError({
        option: name,
        mend: 'two handlers have this name; provide the class in one module only, or give one of them another `name`',
      });
    }
    names.add(name);
  }
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
