import { BackgroundWork } from './background-work.js';
import { AnnouncedHandlers } from './announced-handlers.js';
import { BulkJobs } from './bulk-jobs.js';
import { DeadLetters } from './dead-letters.js';
import { OutboxParticipants } from './outbox-writes.js';

export const outboxProviders = [OutboxParticipants, DeadLetters, BulkJobs, AnnouncedHandlers, BackgroundWork];
