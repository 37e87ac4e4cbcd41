import { Injectable } from '@nestjs/common';
import {
  HandlerEvents,
  type IdenfyWebhookReceived,
  OnIdenfyWebhook,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Replica } from '../support/replica.js';
import { Replicas } from './replicas.js';

const LEASE_MS = 30_000;

const replicas = new Replicas();

type Effect = (change: VerificationChange, dataSource: DataSource) => Promise<void>;

let effect: Effect;

@Injectable()
class Host {
  constructor(private readonly dataSource: DataSource) {}

  @OnVerification('*', { name: 'pays' })
  pay(change: VerificationChange): Promise<void> {
    return effect(change, this.dataSource);
  }
}

/** Pays, and completes the run in the same transaction. */
async function pay(
  manager: EntityManager,
  { idempotencyKey, completeIn }: VerificationChange,
): Promise<void> {
  await manager.query('insert into payment (key) values ($1)', [idempotencyKey]);
  await completeIn(manager);
}

describe('completeIn()', () => {
  let replica: Replica;

  beforeEach(async () => {
    await replicas.database.query('create table payment (key text not null)');
    replica = await replicas.start([Host]);
  });

  it('finishes the run with the commit: it is not settled again, and counts as done', async () => {
    const outcomes = observed();
    effect = (change, dataSource) => dataSource.transaction((manager) => pay(manager, change));
    await approved();

    expect(await payments()).toBe(1);
    expect(await replicas.runs()).toEqual([
      { handler: 'pays', state: 'done', attempts: 1, last_error: null },
    ]);
    expect(outcomes).toEqual(['done']);
  });

  it('leaves a failure after the commit without consequences', async () => {
    const outcomes = observed();
    effect = async (change, dataSource) => {
      await dataSource.transaction((manager) => pay(manager, change));
      throw new Error('too late');
    };
    await approved();

    expect(await payments()).toBe(1);
    expect(await replicas.runs()).toEqual([
      { handler: 'pays', state: 'done', attempts: 1, last_error: null },
    ]);
    expect(outcomes).toEqual(['done']);
  });

  it.each<[string, Effect]>([
    [
      'the transaction rolls back',
      (change, dataSource) =>
        dataSource.transaction(async (manager) => {
          await pay(manager, change);
          if (change.attempt < 3) throw new Error('no');
        }),
    ],
    [
      'the handler swallows the rollback',
      async (change, dataSource) => {
        const paid = dataSource.transaction(async (manager) => {
          await pay(manager, change);
          if (change.attempt < 3) throw new Error('no');
        });
        await paid.catch(() => undefined);
      },
    ],
    [
      'the transaction rolls back to a savepoint',
      (change, dataSource) =>
        dataSource.transaction(async (manager) => {
          const nested = manager.transaction(async (inner) => {
            await pay(inner, change);
            if (change.attempt < 3) throw new Error('no');
          });
          await nested.catch(() => undefined);
        }),
    ],
  ])('leaves the run as if unfinished when %s', async (_, given) => {
    effect = given;
    await approved();
    await replicas.drainWithRetries(replica);

    expect(await payments()).toBe(1);
    expect(await replicas.runs()).toEqual([
      { handler: 'pays', state: 'done', attempts: 3, last_error: null },
    ]);
  });

  it('lets the next change of the same verification follow at once', async () => {
    const seen: string[] = [];
    effect = (change, dataSource) =>
      dataSource.transaction(async (manager) => {
        seen.push(change.verification.status);
        await pay(manager, change);
      });
    const scanRef = await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'SUSPECTED', final: false }));
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'APPROVED', manual: true }));
    await replica.drain();

    expect(seen).toEqual(['SUSPECTED', 'APPROVED']);
    expect(await payments()).toBe(2);
  });

  it('is refused when another process has taken the run over, whose effect stands alone', async () => {
    const refusals: unknown[] = [];
    effect = (change, dataSource) =>
      dataSource
        .transaction(async (manager) => {
          if (change.attempt === 1) await takeOver(dataSource);
          await pay(manager, change);
        })
        .catch((error: unknown) => {
          refusals.push(error);
          throw error;
        });
    await approved();
    await replicas.clock.advance(LEASE_MS + 1);
    await replicas.drainWithRetries(replica);

    expect(refusals).toMatchObject([{ name: 'IdenfyLeaseLostError' }]);
    expect(await payments()).toBe(1);
    expect(await replicas.runs()).toMatchObject([{ state: 'done', attempts: 3 }]);
  });

  it('is committed by one of two attempts at the same run, whatever their leases say', async () => {
    effect = (change, dataSource) => {
      const attempt = () => dataSource.transaction((manager) => pay(manager, change));
      return Promise.all([attempt(), attempt().catch(() => undefined)]).then(() => undefined);
    };
    await approved();
    await replicas.drainWithRetries(replica);

    expect(await payments()).toBe(1);
  });

  it('is refused without an open transaction, and in one of another DataSource', async () => {
    const refusals: unknown[] = [];
    effect = async (change, dataSource) => {
      const other = await new DataSource({ type: 'postgres', url: replicas.database.url }).initialize();
      try {
        for (const attempt of [
          () => pay(dataSource.manager, change),
          () => other.transaction((manager) => pay(manager, change)),
        ])
          await attempt().catch((error: unknown) => refusals.push(error));
      } finally {
        await other.destroy();
      }
      throw new Error('refused');
    };
    await approved();

    expect(refusals).toMatchObject([
      { name: 'IdenfyTransactionError', reason: 'no transaction' },
      { name: 'IdenfyTransactionError', reason: 'other database' },
    ]);
    expect(await replicas.runs()).toMatchObject([{ state: 'pending', attempts: 1 }]);
  });

  it.each([
    ['SERIALIZABLE', 'refused', 'isolation'],
    ['REPEATABLE READ', 'refused', 'isolation'],
    ['READ COMMITTED', 'accepted', null],
    ['READ UNCOMMITTED', 'accepted', null],
  ] as const)('in a transaction at %s is %s', async (level, _, reason) => {
    const refusals: unknown[] = [];
    effect = (change, dataSource) =>
      dataSource
        .transaction(level, (manager) => pay(manager, change))
        .catch((error: unknown) => {
          refusals.push(error);
          throw error;
        });
    await approved();

    expect(refusals).toMatchObject(reason === null ? [] : [{ name: 'IdenfyTransactionError', reason }]);
    expect(await payments()).toBe(reason === null ? 1 : 0);
    expect(await replicas.runs()).toMatchObject([{ state: reason === null ? 'done' : 'pending' }]);
  });

  it('in a long transaction holds up no other run, and a time-out does not undo its commit', async () => {
    let commit = (): void => undefined;
    const committing = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let begun = (): void => undefined;
    const completed = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let paid: Promise<void> | undefined;
    const archived: string[] = [];
    @Injectable()
    class Archive {
      @OnIdenfyWebhook('*', { name: 'archives' })
      archive({ idempotencyKey }: IdenfyWebhookReceived) {
        archived.push(idempotencyKey);
      }
    }
    const other = await replicas.start([Archive, Host]);
    await replicas.stop(replica);
    effect = (change, dataSource) => {
      paid = dataSource.transaction(async (manager) => {
        await pay(manager, change);
        begun();
        await committing;
      });
      return paid;
    };
    await other.deliver(aWebhook({ scanRef: await other.session('ada'), clientId: 'ada' }));
    const draining = other.drain();
    await completed;
    await replicas.clock.advance(LEASE_MS + 1);
    await draining;

    expect(archived).toHaveLength(1);
    expect(await replicas.runs()).toEqual(
      expect.arrayContaining([expect.objectContaining({ handler: 'archives', state: 'done' })]),
    );
    commit();
    await paid;
    await replicas.drainWithRetries(other);
    expect(await payments()).toBe(1);
    expect(await replicas.runs()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
  });

  async function approved(): Promise<void> {
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();
  }

  function observed(): string[] {
    const outcomes: string[] = [];
    replica.app.get(HandlerEvents).on('handled', ({ outcome }) => outcomes.push(outcome));
    return outcomes;
  }

  /** As a process does that finds the lease over. */
  async function takeOver(dataSource: DataSource): Promise<void> {
    await dataSource.query('update idenfy_handler_run set attempts = attempts + 1');
  }

  async function payments(): Promise<number> {
    const [row] = await replicas.database.query<{ count: number }>(
      'select count(*)::int as count from payment',
    );
    return row?.count ?? 0;
  }
});
