import { HandlerCalls } from './handlers/handler-calls.js';
import { HandlerDiscovery } from './handlers/handler-discovery.js';
import { HandlerRegistry } from './handlers/handler-registry.js';
import { HandlerRunner } from './handlers/handler-runner.js';
import { RunContexts } from './handlers/run-contexts.js';
import { IdenfyWorkers } from './idenfy-workers.js';
import { PostgresInbox } from './intake/postgres-inbox.js';
import { WebhookInbox } from './intake/webhook-inbox.js';
import { DeadLetters } from './replay/dead-letters.js';
import { Orphans } from './replay/orphans.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookReceiver } from './webhook-receiver.js';
import { CallbackBatch } from './worker/callback-batch.js';
import { UnknownSessions } from './worker/unknown-sessions.js';
import { WebhookWorker } from './worker/webhook-worker.js';

/** Needs `WebhookSettings`, what stands before this folder, and Nest's `DiscoveryModule`. */
export const webhookProviders = [
  WebhookEvents,
  WebhookReceiver,
  { provide: WebhookInbox, useClass: PostgresInbox },
  UnknownSessions,
  CallbackBatch,
  WebhookWorker,
  HandlerDiscovery,
  HandlerRegistry,
  RunContexts,
  HandlerCalls,
  HandlerRunner,
  IdenfyWorkers,
  DeadLetters,
  Orphans,
];
