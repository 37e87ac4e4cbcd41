import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { IdenfyAccounts } from '../../client/accounts.js';
import { RateBudget } from '../../client/budget/rate-budget.js';
import { IdenfyClient } from '../../client/idenfy-client.js';
import { WebhookEvents } from '../../webhooks/webhook-events.js';
import { IdenfyReadings } from '../idenfy-readings.js';
import { countCalls, gaugeProtection } from './client-metrics.js';
import { MetricsSettings } from './metrics.options.js';
import { gaugeTables } from './table-metrics.js';
import { countCallbacks } from './webhook-metrics.js';

/** Listens to what client, intake and handlers tell, and adds it up. No label is ever about a person. */
@Injectable()
export class IdenfyMetrics implements OnModuleInit, OnApplicationShutdown {
  #stop = (): void => undefined;

  constructor(
    private readonly settings: MetricsSettings,
    private readonly accounts: IdenfyAccounts,
    private readonly client: IdenfyClient,
    private readonly budget: RateBudget,
    private readonly webhooks: WebhookEvents,
    private readonly readings: IdenfyReadings,
  ) {}

  onModuleInit(): void {
    const { registry, prefix } = this.settings;
    const accounts = this.accounts.names();
    const before = new Set(registry.getMetricsAsArray().map(({ name }) => name));
    const stops = [
      countCalls(this.client, prefix, [registry]),
      countCallbacks(this.webhooks, accounts, prefix, [registry]),
    ];
    gaugeProtection(this.client, this.budget, accounts, prefix, [registry]);
    gaugeTables(this.readings, prefix, [registry]);
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
}
