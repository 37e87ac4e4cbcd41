import type { INestApplication, Type } from '@nestjs/common';
import {
  ApprovalEnds,
  BulkJobs,
  DueErasures,
  IdenfyWorkers,
  OldRows,
  OverdueSweep,
  OverviewRollup,
  RetentionSweep,
  WebhookPurge,
} from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

type Erasing = WebhookPurge | OldRows | RetentionSweep | DueErasures;

/** The look whether anything is due, which is all that a round costs mostly, and the work. */
async function lookAndDo(app: INestApplication, job: Type<Erasing>): Promise<void> {
  const { sql, values = [] } = app.get<Erasing>(job).due();
  await app.get(DataSource).query(`select ${sql} as due where $1::timestamptz is null`, [null, ...values]);
  await app.get<Erasing>(job).run();
}

/** What every replica does again and again, mostly with nothing due. */
export const PERIODIC_WORK: Readonly<Record<string, (app: INestApplication) => Promise<unknown>>> = {
  'sweep for overdue verifications': (app) => app.get(OverdueSweep).run(),
  'end of approvals': (app) => app.get(ApprovalEnds).run(),
  'purge of webhooks': (app) => lookAndDo(app, WebhookPurge),
  'deletion of old rows': (app) => lookAndDo(app, OldRows),
  retention: (app) => lookAndDo(app, RetentionSweep),
  'erasures that are due': (app) => lookAndDo(app, DueErasures),
  'figures of the overview': (app) => app.get(OverviewRollup).runWhenDue(),
  'bulk jobs': (app) => app.get(BulkJobs).workOff(),
  'worker and handlers': (app) => app.get(IdenfyWorkers).drain(),
  'health of the inbox': (app) => app.get(IdenfyHealthIndicator).inbox('inbox'),
};

/** Milliseconds of the slowest statement that `work` sends, as its client sees it. */
export async function slowestStatementMs(work: () => Promise<unknown>): Promise<number> {
  const original: unknown = Reflect.get(Client.prototype, 'query');
  if (typeof original !== 'function') throw new Error('pg has no query()');
  let slowestMs = 0;
  Reflect.set(Client.prototype, 'query', function (this: Client, ...values: unknown[]): unknown {
    const began = performance.now();
    const answer: unknown = Reflect.apply(original, this, values);
    const note = (): void => void (slowestMs = Math.max(slowestMs, performance.now() - began));
    if (answer instanceof Promise) answer.then(note, note);
    return answer;
  });
  try {
    await work();
  } finally {
    Reflect.set(Client.prototype, 'query', original);
  }
  return slowestMs;
}
