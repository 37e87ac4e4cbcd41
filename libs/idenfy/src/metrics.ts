export { IdenfyMetricsModule } from './observability/metrics/idenfy-metrics.module.js';
export type { IdenfyMetricsOptions } from './observability/metrics/metrics.options.js';
