export {
  IdenfyHealthIndicator,
  type InboxHealthOptions,
  type ReachabilityOptions,
} from './observability/idenfy-health.indicator.js';
