export {
  IdenfyHealthIndicator,
  type InboxHealthOptions,
  type ReachabilityOptions,
} from './observability/health/idenfy-health.indicator.js';
