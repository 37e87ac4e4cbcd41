export { IdenfyMetricsModule } from './observability/idenfy-metrics.module.js';
export type { IdenfyMetricsOptions } from './observability/idenfy-metrics.module.js';
