import { Module, type DynamicModule } from '@nestjs/common';
import { register } from 'prom-client';
import { IdenfyMetrics } from './idenfy-metrics.js';
import { MetricsSettings, type IdenfyMetricsOptions } from './metrics.options.js';

/**
 * Adds the library's metrics to a prom-client registry. It serves no route: who may read metrics is for the host to say.
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
    imports = [],
  }: IdenfyMetricsOptions = {}): DynamicModule {
    return {
      module: IdenfyMetricsModule,
      imports,
      providers: [
        { provide: MetricsSettings, useValue: new MetricsSettings(registry, prefix) },
        IdenfyMetrics,
      ],
    };
  }
}
