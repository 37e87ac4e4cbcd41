import { Controller, type DynamicModule, Get, Header, Module } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';

@ApiExcludeController()
@Controller('metrics')
class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Header('Cache-Control', 'no-store')
  read(): Promise<string> {
    return this.registry.metrics();
  }
}

/** Serves the metrics of this process and of the library to Prometheus, from a registry of its own. */
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
