import { IdenfyWorkers } from './idenfy-workers.js';
import { ContractDrift } from './contract-drift.js';
import { DueWork } from './due-work.js';
import { Orphans } from './orphans.js';
import { StoredWebhooks } from './stored-webhooks.js';
import { UnknownSessions } from './unknown-sessions.js';
import { WaitingWork } from './waiting-work.js';
import { NamedIdStore, WebhookContents } from './webhook-contents.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookInbox, WebhookReceiver } from './webhook-inbox.js';
import { InboxBatch, WebhookWorker } from './webhook-worker.js';

/** Needs `WebhookOptions`, `WebhookSenders`, `WorkerOptions` and the layers before this one. */
export const webhookProviders = [
  WebhookEvents,
  WebhookReceiver,
  WebhookInbox,
  UnknownSessions,
  WebhookContents,
  NamedIdStore,
  InboxBatch,
  WebhookWorker,
  WaitingWork,
  DueWork,
  IdenfyWorkers,
  Orphans,
  StoredWebhooks,
  ContractDrift,
];
