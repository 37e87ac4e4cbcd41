import type { DataSource } from 'typeorm';
import { SystemClock } from '../../client/clock.js';
import { DeadLetters } from '../../webhooks/replay/dead-letters.js';
import { Orphans } from '../../webhooks/replay/orphans.js';
import type { Place } from '../place.js';
import { withDatabase } from '../with-database.js';
import type { InboxTask } from './task.js';
import { deadLetterTable, deadLetterText, orphanTable, retriedText } from './texts.js';

/** What was found or done: for programs, and for people. */
export interface Report {
  readonly data: unknown;
  readonly text: string;
}

/** Does what was asked for, in the database. */
export function carryOut(task: InboxTask, place: Place): Promise<Report> {
  return withDatabase('inbox', place, (source) => work(source, task));
}

async function work(source: DataSource, task: InboxTask): Promise<Report> {
  const deadLetters = new DeadLetters(source, new SystemClock());
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
    case 'orphans': {
      const orphans = await new Orphans(source).list(task.query);
      return { data: orphans, text: orphanTable(orphans) };
    }
    default:
      return task satisfies never;
  }
}
