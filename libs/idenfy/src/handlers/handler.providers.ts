import { HandlerCalls } from './handler-calls.js';
import { HandlerEvents } from './handler-events.js';
import { HandlerFailures } from './handler-failures.js';
import { HandlerDiscovery, HandlerRegistry } from './handler-registry.js';
import { HandlerRunner } from './handler-runner.js';
import { RunContexts } from './run-contexts.js';

/** Needs `HandlerOptions`, `WorkerOptions`, the layers before this one, and Nest's `DiscoveryModule`. */
export const handlerProviders = [
  HandlerEvents,
  HandlerDiscovery,
  HandlerRegistry,
  RunContexts,
  HandlerFailures,
  HandlerCalls,
  HandlerRunner,
];
