import { Database } from '../database/database.js';
import { Injectable, type Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { isJsonObject } from '@nestjs-idenfy/contract';
import { IdenfyClock } from '../client/clock.js';
import { resolveOptions } from '../client/options.js';
import { DEFAULT_REGISTRATION, Registration, registrationsIn } from '../client/registration.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { closeUnwantedRuns, giveUpRunsWithoutHandler } from '../outbox/closed-runs.js';
import type { AttentionRaised, DecisionMade, HandlerKind, VerificationChange } from './contexts.js';
import type { IdenfyWebhookReceived } from './webhook-context.js';
import type { VerificationErased } from './erasure-context.js';
import type { RenewalDue, StandingChange } from './standing-contexts.js';
import { type HandlerDecoratorOptions, type HandlerMetadata, handlersOn } from './decorators.js';
import { HandlerEvents } from './handler-events.js';
import { type AnnouncedName, looksMinified, renamedHandlers } from './handler-names.js';
import { HandlerOptions } from './handler.options.js';

/** What handlers are called with. */
export type HandlerContext =
  | VerificationChange
  | DecisionMade
  | AttentionRaised
  | IdenfyWebhookReceived
  | StandingChange
  | RenewalDue
  | VerificationErased;

/** A handler that this process can call. */
export interface RegisteredHandler {
  readonly name: string;
  /** Whether its decorator names it; otherwise the name is `Class.method`. */
  readonly isNamed: boolean;
  readonly kind: HandlerKind;
  readonly filter: readonly string[];
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly concurrency: number;
  /** What has the method. */
  readonly instance: object;
  readonly method: string;
}

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** Finds the methods of all providers and controllers that are decorated as handlers. */
@Injectable()
export class HandlerDiscovery {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly options: HandlerOptions,
    private readonly registration: Registration,
  ) {}

  /**
   * Only those of this registration.
   * @throws IdenfyConfigurationError for a handler that could not be called, and for a name that is taken
   */
  find(): readonly RegisteredHandler[] {
    const seen = new Set<object>();
    const handlers = [...this.discovery.getProviders(), ...this.discovery.getControllers()].flatMap(
      (wrapper) => {
        const prototype = prototypeOf(wrapper);
        // an alias has the same instance
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
      if (typeof method !== 'function') return [];
      const fullName = `${prototype.constructor.name}.${name}`;
      const metadatas = handlersOn(method).filter(({ options }) => this.#isOurs(fullName, options));
      return metadatas.map((metadata) => {
        const instance = callableInstance(wrapper, fullName);
        return registeredHandler({ method: name, of: fullName, instance }, metadata, this.options);
      });
    });
  }

  #isOurs(fullName: string, { registration = DEFAULT_REGISTRATION }: HandlerDecoratorOptions): boolean {
    if (registration === this.registration.name) return true;
    const names = registrationsIn(this.discovery).map(({ name }) => name);
    if (names.includes(registration)) return false;
    throw new IdenfyConfigurationError({
      option: fullName,
      hint:
        registration === DEFAULT_REGISTRATION
          ? `each IdenfyModule has a name, so give the handler the \`registration\` whose changes it hears: ${names.join(', ')}`
          : `no IdenfyModule is called '${registration}'; give the handler another \`registration\`: ${names.join(', ')}`,
    });
  }
}

function registeredHandler(
  { method, of: name, instance }: { method: string; of: string; instance: object },
  { kind, filter, options }: HandlerMetadata,
  defaults: HandlerOptions,
): RegisteredHandler {
  const { timeoutMs, maxAttempts, concurrency } = resolveOptions(
    HandlerOptions,
    {
      ...defaults,
      timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
      maxAttempts: options.maxAttempts ?? defaults.maxAttempts,
      concurrency: options.concurrency ?? defaults.concurrency,
    },
    name,
  );
  return {
    name: options.name ?? name,
    isNamed: options.name !== undefined,
    kind,
    filter,
    timeoutMs,
    maxAttempts,
    concurrency,
    instance,
    method,
  };
}

function prototypeOf({ instance, metatype }: Wrapper): object | null {
  if (typeof instance === 'object' && instance !== null) return Reflect.getPrototypeOf(instance);
  return typeof metatype === 'function' && isJsonObject(metatype.prototype) ? metatype.prototype : null;
}

/** A handler runs outside of any request, so there must be one instance to call. */
function callableInstance(wrapper: Wrapper, fullName: string): object {
  if (wrapper.isDependencyTreeStatic() && !wrapper.isTransient && isJsonObject(wrapper.instance))
    return wrapper.instance;
  throw new IdenfyConfigurationError({
    option: fullName,
    hint:
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
        hint: 'two handlers have this name; provide the class in one module only, or give one of them another `name`',
      });
    }
    names.add(name);
  }
}

/** The handlers of this process, announced to all other processes. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  readonly #logger: Logger;
  #handlers: ReadonlyMap<string, RegisteredHandler> = new Map();
  #announced = false;

  constructor(
    private readonly discovery: HandlerDiscovery,
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    private readonly events: HandlerEvents,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyHandlers');
  }

  onModuleInit(): void {
    const handlers = this.discovery.find();
    this.#handlers = new Map(handlers.map((handler) => [handler.name, handler]));
    for (const { name, kind, filter } of handlers)
      this.#logger.log(`${name} listens to ${kind} ${filter.join(', ')}`);
    for (const { name, isNamed } of handlers) {
      if (isNamed || !looksMinified(name)) continue;
      this.#logger.warn(
        `${name} looks like a minified name, which another build may change: its changes would then be handled again under ` +
          "another idempotency key. Give the handler a name: { name: '…' }.",
      );
    }
  }

  all(): readonly RegisteredHandler[] {
    return [...this.#handlers.values()];
  }

  get(name: string): RegisteredHandler | undefined {
    return this.#handlers.get(name);
  }

  /**
   * From now on all processes write runs for what these handlers' filters name, beside the filters of the same names that
   * other versions have announced. Repeat it: a filter that is not announced for a week gets none.
   */
  async announce(): Promise<void> {
    await this.#announceAndCompare();
    await this.#closeUnwanted();
    await this.#giveUpWithoutHandler();
  }

  /** A name is new only until it is announced, so the comparison comes first. */
  async #announceAndCompare(): Promise<void> {
    const handlers = this.all()
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, kind, filter }) => ({ name, kind, filter: distinctFilter(filter) }));
    const renamed = this.#announced ? [] : await renamedHandlers(this.database, handlers);
    await this.#announce(handlers);
    this.#announced = true;
    for (const { name, before } of renamed) {
      this.#logger.warn(
        `${name} is new, and ${before}, which processes announced for the same changes, is not in this process. If it is the ` +
          `same handler, name it ${before} again, or each change may be handled twice, under two idempotency keys.`,
      );
    }
  }

  /**
   * Without handlers it still checks that the tables exist. `isAnnouncedSql()` compares with the server's own time, so a clock of
   * a test that stands in the past must not make a handler look abandoned.
   */
  async #announce(handlers: readonly AnnouncedName[]): Promise<void> {
    await this.database.query(
      `insert into ${this.database.tables.handler} as h (name, kind, filter, registered_at, announced_since, last_seen_at)
       select name, kind, filter, now, now, greatest(now, now())
         from jsonb_to_recordset($1::jsonb) as r(name text, kind text, filter text[]),
              (select ${nowSql('$2')} as now) clock
           on conflict (name, kind, filter) do update
          set announced_since = case when h.last_seen_at < excluded.last_seen_at - interval '1 day'
                                     then excluded.announced_since else h.announced_since end,
              last_seen_at = greatest(h.last_seen_at, excluded.last_seen_at)`,
      [JSON.stringify(handlers), this.clock.databaseTime()],
    );
  }

  /** Closes the runs that no version of their handler wants any more: see `closeUnwantedRuns()`. */
  async #closeUnwanted(): Promise<void> {
    const { database, clock } = this;
    for (const { handler, count } of await closeUnwantedRuns(
      database,
      database.tables,
      clock.databaseTime(),
    )) {
      this.#logger.warn(
        `${handler}: closed ${count} runs as unwanted, because no process announced a filter for them for a day.`,
      );
      this.events.emit('unwanted', { handler, count });
    }
  }

  async #giveUpWithoutHandler(): Promise<void> {
    const { database, clock } = this;
    const now = clock.databaseTime();
    for (const { handler, count } of await giveUpRunsWithoutHandler(database, database.tables, now)) {
      this.#logger.warn(
        `${handler}: ${count} runs are now dead letters, because no process announced this handler for a week.`,
      );
    }
  }
}

/** One form for filters that mean the same, however they are written. */
function distinctFilter(filter: readonly string[]): readonly string[] {
  return filter.includes('*') ? ['*'] : [...new Set(filter)].toSorted();
}
