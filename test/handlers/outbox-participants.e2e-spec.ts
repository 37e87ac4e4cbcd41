import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  OnVerification,
  type OutboxChange,
  type OutboxParticipant,
  OutboxParticipants,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import type { EntityManager } from 'typeorm';
import { beforeEach, describe, expect, it } from 'vitest';
import { Replicas } from './replicas.js';

const replicas = new Replicas();
let broken = false;

/** Writes a line of its own for each change. */
@Injectable()
class Ledger implements OutboxParticipant, OnModuleInit {
  constructor(private readonly participants: OutboxParticipants) {}

  onModuleInit(): void {
    this.participants.register(this);
  }

  async write(manager: EntityManager, changes: readonly OutboxChange[]): Promise<void> {
    for (const { verification, lines } of changes) {
      // the history of the change is already there, in the same transaction
      await manager.query(
        `insert into ledger (client_id, status, history)
         select $1, $2, count(*) from idenfy_verification_event where verification_id = $3`,
        [verification.clientId, lines.at(-1)?.toStatus, verification.id],
      );
    }
  }
}

/** Registered after the ledger, so it fails when the ledger has written. */
@Injectable()
class Unreliable implements OutboxParticipant {
  constructor(ledger: Ledger, participants: OutboxParticipants) {
    ledger.onModuleInit();
    participants.register(this);
  }

  async write(): Promise<void> {
    if (broken) throw new Error('cannot be written');
  }
}

describe('a participant in the transaction of a change', () => {
  beforeEach(async () => {
    broken = false;
    await replicas.database.query('create table ledger (client_id text, status text, history int)');
  });
  const ledger = () => replicas.database.query('select client_id, status, history from ledger');
  const state = () =>
    replicas.database.query(
      `select v.status, (select count(*)::int from idenfy_verification_event) as history,
              (select state from idenfy_webhook) as webhook
         from idenfy_verification v`,
    );

  it('has its rows committed with the change', async () => {
    const replica = await replicas.start([Ledger]);

    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();

    expect(await ledger()).toEqual([{ client_id: 'ada', status: 'APPROVED', history: 1 }]);
    expect(await state()).toEqual([{ status: 'APPROVED', history: 1, webhook: 'applied' }]);
  });

  it('has its rows rolled back with the change, and called again with the next attempt', async () => {
    const replica = await replicas.start([Ledger, Unreliable]);
    broken = true;

    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();

    expect(await ledger()).toEqual([]);
    expect(await state()).toEqual([{ status: 'ACTIVE', history: 0, webhook: 'received' }]);

    broken = false;
    await replicas.clock.advance(60_000);
    await replica.drain();

    expect(await ledger()).toEqual([{ client_id: 'ada', status: 'APPROVED', history: 1 }]);
    expect(await state()).toEqual([{ status: 'APPROVED', history: 1, webhook: 'applied' }]);
  });

  it('is called again when the database ends the transaction, and each handler is called once', async () => {
    const called: string[] = [];

    @Injectable()
    class Accounts {
      @OnVerification('APPROVED')
      open({ verification }: VerificationChange) {
        called.push(verification.clientId);
      }
    }

    const replica = await replicas.start([Accounts]);
    let attempts = 0;
    replica.app.get(OutboxParticipants).register({
      write: async () => {
        attempts += 1;
        if (attempts === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      },
    });
    await replica.drain(); // from now on a run is called right after the commit, without a claim

    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();

    expect({ attempts, called }).toEqual({ attempts: 2, called: ['ada'] });
    expect(await replicas.runs()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('is no longer called once it is removed', async () => {
    const replica = await replicas.start([Ledger]);
    const participants = replica.app.get(OutboxParticipants);
    const seen: string[] = [];
    const remove = participants.register({
      write: async (_, changes) =>
        void seen.push(...changes.map(({ verification }) => verification.clientId)),
    });

    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();
    remove();
    await replica.deliver(aWebhook({ scanRef: await replica.session('grace'), clientId: 'grace' }));
    await replica.drain();

    expect(seen).toEqual(['ada']);
  });
});
