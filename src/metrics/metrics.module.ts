import { Module, type DynamicModule } from '@nestjs/common';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { MetricsController } from './metrics.controller.js';

/** What the process and the library tell Prometheus, in a registry of this application's own. */
@Module({ controllers: [MetricsController] })
export class MetricsModule {
  static forRoot(): DynamicModule {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return {
      module: MetricsModule,
      imports: [IdenfyMetricsModule.forRoot({ registry })],
      providers: [{ provide: Registry, useValue: registry }],
    };
  }
}
