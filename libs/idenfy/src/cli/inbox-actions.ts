import { AuditTrail } from '../audit/audit-trail.js';
import type { Database } from '../database/database.js';
import { SystemClock } from '../client/clock.js';
import { type AnnouncedHandler, AnnouncedHandlers } from '../outbox/announced-handlers.js';
import {
  type DeadLetter,
  type DeadLetterQuery,
  type DeadLetterScope,
  DeadLetters,
  type ReplayAct,
} from '../outbox/dead-letters.js';
import { type Orphan, type OrphanQuery, Orphans } from '../webhooks/orphans.js';
import { type MadeDue, WaitingWork } from '../webhooks/waiting-work.js';
import { auditKeysOnUse } from './audit-keys.js';
import { withDatabase } from './database.js';
import type { TableLocation } from './flags.js';
import { textSealer } from './free-texts.js';
import { type Cell, cell, type Report, table } from './output.js';

/** What `nestjs-idenfy inbox` has to do; its input is checked. */
export type InboxTask =
  | { readonly kind: 'list'; readonly query: DeadLetterQuery }
  | { readonly kind: 'show'; readonly id: string; readonly scope: DeadLetterScope }
  | { readonly kind: 'retry'; readonly id: string; readonly act: ReplayAct; readonly scope: DeadLetterScope }
  | {
      readonly kind: 'retry-all';
      readonly since: Date;
      readonly act: ReplayAct;
      readonly scope: DeadLetterScope;
    }
  | { readonly kind: 'try'; readonly act: ReplayAct; readonly scope: DeadLetterScope }
  | { readonly kind: 'orphans'; readonly query: OrphanQuery }
  | { readonly kind: 'handlers' }
  | { readonly kind: 'drop'; readonly handler: string; readonly act: ReplayAct };

/** Runs the task in the database. */
export function runInboxTask(task: InboxTask, location: TableLocation): Promise<Report> {
  return withDatabase('inbox', location, (database) => work(database, task));
}

async function work(database: Database, task: InboxTask): Promise<Report> {
  const clock = new SystemClock();
  const texts = textSealer(database, 'inbox');
  const trail = new AuditTrail(database, auditKeysOnUse('inbox'));
  const deadLetters = new DeadLetters(database, clock, texts, trail);
  switch (task.kind) {
    case 'list': {
      const letters = await deadLetters.list(task.query);
      return { data: letters, text: deadLetterTable(letters) };
    }
    case 'show': {
      const letter = await deadLetters.show(task.id, task.scope);
      return { data: letter, text: deadLetterText(letter) };
    }
    case 'retry': {
      await deadLetters.retry(task.id, task.act, task.scope);
      return { data: { retried: 1 }, text: retriedText(1) };
    }
    case 'retry-all': {
      const retried = await deadLetters.retryAllSince(task.since, task.act, task.scope);
      return { data: { retried }, text: retriedText(retried) };
    }
    case 'try': {
      const made = await new WaitingWork(database, clock, texts, trail).tryNow(task.act, task.scope);
      return { data: made, text: madeDueText(made) };
    }
    case 'orphans': {
      const orphans = await new Orphans(database).list(task.query);
      return { data: orphans, text: orphanTable(orphans) };
    }
    case 'handlers': {
      const handlers = await new AnnouncedHandlers(database, clock).list();
      return { data: handlers, text: handlerTable(handlers) };
    }
    case 'drop': {
      const handlers = new AnnouncedHandlers(database, clock);
      const dropped = await handlers.drop(task.handler, task.act, { texts, trail });
      return { data: { dropped }, text: `${counted(dropped, 'handler call')} of ${task.handler} closed.` };
    }
    default:
      return task satisfies never;
  }
}

function deadLetterTable(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'No dead letters.';
  return table(
    ['ID', 'GIVEN UP', 'HANDLER', 'ACCOUNT', 'SCANREF', 'CHANGE', 'ATTEMPTS', 'ERROR'],
    letters.map((letter) => [
      letter.id,
      letter.deadAt,
      letter.handler,
      letter.account,
      letter.scanRef,
      changeOf(letter),
      letter.attempts,
      letter.error,
    ]),
  );
}

function deadLetterText(letter: DeadLetter): string {
  const lines: [string, Cell][] = [
    ['id', letter.id],
    ['kind', letter.kind],
    ['handler', letter.handler],
    ['account', letter.account],
    ['scanRef', letter.scanRef],
    ['change', changeOf(letter)],
    ['created', letter.createdAt],
    ['given up', letter.deadAt],
    ['attempts', letter.attempts],
    ['error', letter.error],
    ['retried by', letter.retriedBy],
    ['reason', letter.retryReason],
  ];
  return lines.map(([name, value]) => `${name.padEnd(12)}${cell(value)}`).join('\n');
}

function orphanTable(orphans: readonly Orphan[]): string {
  if (orphans.length === 0) return 'No orphans.';
  return table(
    ['ID', 'RECEIVED', 'ACCOUNT', 'SCANREF', 'EVENT', 'STATE', 'DELIVERIES', 'REASON'],
    orphans.map(({ id, receivedAt, account, scanRef, eventType, state, deliveries, reason }) => [
      id,
      receivedAt,
      account,
      scanRef,
      eventType,
      state,
      deliveries,
      reason,
    ]),
  );
}

function handlerTable(handlers: readonly AnnouncedHandler[]): string {
  if (handlers.length === 0) return 'No handlers.';
  return table(
    ['HANDLER', 'KIND', 'FILTER', 'SINCE', 'LAST ANNOUNCED', 'GETS NEW CALLS', 'PENDING', 'DEAD'],
    handlers.map(({ name, kind, filter, since, until, getsRuns, pending, dead }) => [
      name,
      kind,
      filter?.join(' ') ?? null,
      since,
      until,
      getsRuns ? 'yes' : 'no',
      pending,
      dead,
    ]),
  );
}

function retriedText(retried: number): string {
  const letters = retried === 1 ? '1 dead letter' : `${retried} dead letters`;
  return `${letters} will be retried: the running service calls the handler, or applies the webhook, again.`;
}

function madeDueText({ webhooks, runs }: MadeDue): string {
  const what = [counted(webhooks, 'webhook'), counted(runs, 'handler call')].join(' and ');
  return `${what} will be tried: the running service takes them now.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function changeOf({ before, after, eventType }: DeadLetter): string {
  return before === null || after === null ? (eventType ?? 'a webhook') : `${before} to ${after}`;
}
