import {
  type DynamicModule,
  type FactoryProvider,
  Module,
  type ModuleMetadata,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { register, Registry } from 'prom-client';
import { IdenfyAccounts } from '../client/accounts.js';
import { RateBudget } from '../client/rate-budget.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { DEFAULT_REGISTRATION, getIdenfyToken } from '../client/registration.js';
import { HandlerEvents } from '../handlers/handler-events.js';
import { WebhookEvents } from '../webhooks/webhook-events.js';
import { countCalls, gaugeProtection } from './client-metrics.js';
import { IdenfyReadings } from './idenfy-readings.js';
import { addMetricsOfRegistrations } from './labelled-metrics.js';
import { gaugeProcess } from './process-metrics.js';
import { gaugeTables } from './table-metrics.js';
import { countWebhooks } from './webhook-metrics.js';

/** Where the metrics are registered, and how they are named. */
export interface IdenfyMetricsOptions {
  /** The registry to add them to. @default prom-client's own `register` */
  readonly registry?: Registry;
  /** Prefix of every name. @default 'idenfy_' */
  readonly prefix?: string;
  /**
   * The names of the `IdenfyModule`s to measure, where an application has several, `'default'` for one without a name. Each
   * metric has the label `registration` then.
   * @default the one without a name, and no such label
   */
  readonly registrations?: readonly string[];
  /** Your module that exports `IdenfyModule`; not needed where `IdenfyModule` is global. @default none */
  readonly imports?: ModuleMetadata['imports'];
}

/** What is measured of one registration. */
class MetricsSource {
  constructor(
    readonly accounts: IdenfyAccounts,
    readonly client: IdenfyClient,
    readonly budget: RateBudget,
    readonly webhooks: WebhookEvents,
    readonly handlers: HandlerEvents,
    readonly readings: IdenfyReadings,
  ) {}

  /** Adds the metrics to the registry. Returns a function that stops counting. */
  measure(prefix: string, registry: Registry): () => void {
    const accounts = this.accounts.names();
    const stops = [
      countCalls(this.client, prefix, [registry]),
      countWebhooks(this.webhooks, this.handlers, accounts, prefix, [registry]),
    ];
    gaugeProtection(this.client, this.budget, accounts, prefix, [registry]);
    gaugeTables(this.readings, prefix, [registry]);
    gaugeProcess(this.readings, prefix, [registry]);
    return () => stops.forEach((stop) => stop());
  }
}

type MeasuredRegistrations = ReadonlyMap<string, MetricsSource>;

/** Subscribes to the events of client, webhooks and handlers, and counts them. No label is ever about a person. */
class IdenfyMetrics implements OnModuleInit, OnApplicationShutdown {
  #stop = (): void => undefined;

  constructor(
    private readonly registry: Registry,
    private readonly prefix: string,
    private readonly sources: MeasuredRegistrations,
    private readonly isLabelled: boolean,
  ) {}

  onModuleInit(): void {
    const { registry } = this;
    const before = new Set(registry.getMetricsAsArray().map(({ name }) => name));
    const stops = this.isLabelled ? this.#measureEach() : this.#measureOne();
    const ours = registry.getMetricsAsArray().filter(({ name }) => !before.has(name));
    this.#stop = () => {
      for (const stop of stops) stop();
      for (const { name } of ours) registry.removeSingleMetric(name);
    };
  }

  /** The registry may outlive this application, as prom-client's own does in tests. */
  onApplicationShutdown(): void {
    this.#stop();
  }

  #measureOne(): (() => void)[] {
    return [...this.sources.values()].map((source) => source.measure(this.prefix, this.registry));
  }

  #measureEach(): (() => void)[] {
    const registries = new Map<string, Registry>();
    const stops = [...this.sources].map(([name, source]) => {
      const registry = new Registry();
      registries.set(name, registry);
      return source.measure(this.prefix, registry);
    });
    addMetricsOfRegistrations(registries, this.registry);
    return stops;
  }
}

/**
 * Adds the library's metrics to a prom-client registry. It serves no route: the host decides who may read metrics.
 * Several applications in one process, as in tests, need a registry each.
 *
 * @example
 * ```ts
 * @Module({ imports: [IdenfyMetricsModule.forRoot()], controllers: [MetricsController] })
 * export class MetricsModule {}
 * ```
 */
@Module({})
export class IdenfyMetricsModule {
  static forRoot({
    registry = register,
    prefix = 'idenfy_',
    registrations,
    imports = [],
  }: IdenfyMetricsOptions = {}): DynamicModule {
    const names = registrations ?? [DEFAULT_REGISTRATION];
    return {
      module: IdenfyMetricsModule,
      imports,
      providers: [
        ...names.map(sourceOf),
        {
          provide: IdenfyMetrics,
          inject: names.map((name) => getIdenfyToken(MetricsSource, name)),
          useFactory: (...sources: MetricsSource[]) => {
            const measured = new Map(sources.map((source, index) => [names[index] ?? '', source]));
            return new IdenfyMetrics(registry, prefix, measured, registrations !== undefined);
          },
        },
      ],
    };
  }
}

function sourceOf(registration: string): FactoryProvider<MetricsSource> {
  const parts = [IdenfyAccounts, IdenfyClient, RateBudget, WebhookEvents, HandlerEvents, IdenfyReadings];
  return {
    provide: getIdenfyToken(MetricsSource, registration),
    inject: parts.map((part) => getIdenfyToken(part, registration)),
    useFactory: (...injected: ConstructorParameters<typeof MetricsSource>) => new MetricsSource(...injected),
  };
}
