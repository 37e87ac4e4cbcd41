import 'reflect-metadata';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdenfyClock } from '../client/clock.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { Database } from '../database/database.js';
import { PostgresNotifications } from '../database/notifications.js';
import { FakeClock } from '../testing/fake-clock.js';
import { VerificationFeed } from './verification-feed.js';

type Version = Pick<IdenfyVerification, 'id' | 'version'>;

/** The rows, and which statements were sent. */
class FakeDatabase {
  readonly rows = new Map<string, number>();
  readonly reads: string[][] = [];
  readonly polls: string[][] = [];
  readonly tables = { verification: '"idenfy_verification"' };
  isAway = false;

  columns = (): string => 'v.*';
  entity = (_target: unknown, row: Version): Version => row;

  async query(sql: string, [ids]: [string[]]): Promise<Version[]> {
    (sql.startsWith('select id, version') ? this.polls : this.reads).push(ids);
    if (this.isAway) throw new Error('away');
    return ids.flatMap((id) => {
      const version = this.rows.get(id);
      return version === undefined ? [] : [{ id, version }];
    });
  }
}

class FakeNotifications {
  heard: boolean | null = true;
  subscriptions = 0;
  changed: (ids: string[]) => void = () => undefined;
  listening: () => void = () => undefined;

  on(_topic: string, listener: (ids: string[]) => void): () => void {
    this.subscriptions += 1;
    this.changed = listener;
    return () => undefined;
  }

  onListening(listener: () => void): () => void {
    this.listening = listener;
    return () => undefined;
  }
}

describe('following verifications', () => {
  let database: FakeDatabase;
  let notifications: FakeNotifications;
  let clock: FakeClock;
  let feed: VerificationFeed;

  beforeEach(async () => {
    database = new FakeDatabase();
    notifications = new FakeNotifications();
    clock = new FakeClock();
    const module = await Test.createTestingModule({
      providers: [
        VerificationFeed,
        { provide: Database, useValue: database },
        { provide: PostgresNotifications, useValue: notifications },
        { provide: IdenfyClock, useValue: clock },
      ],
    }).compile();
    feed = module.get(VerificationFeed);
    database.rows.set('a', 1).set('b', 1);
  });
  afterEach(() => feed.onModuleDestroy());

  function follow(id: string) {
    const versions: number[] = [];
    const subscription = feed.watch(id).subscribe(({ version }) => versions.push(version));
    return { versions, leave: () => subscription.unsubscribe() };
  }

  async function change(id: string, version: number): Promise<void> {
    database.rows.set(id, version);
    notifications.changed([id]);
    await nextTurn();
  }

  it('emits the row now and after each change, with one read for all followers of it', async () => {
    const [one, two, other] = [follow('a'), follow('a'), follow('b')];
    await nextTurn();
    database.reads.length = 0;

    await change('a', 2);

    expect([one.versions, two.versions, other.versions]).toEqual([[1, 2], [1, 2], [1]]);
    expect(database.reads).toEqual([['a']]);
    expect(notifications.subscriptions).toBe(1);
  });

  it('reads nothing for verifications that no one follows', async () => {
    const { leave } = follow('a');
    await nextTurn();
    leave();
    database.reads.length = 0;

    await change('a', 2);
    await change('b', 2);

    expect(database.reads).toEqual([]);
    expect(feed.streams).toBe(0);
  });

  it('asks for nothing while notifications are heard', async () => {
    follow('a');
    await clock.advance(60_000);
    await nextTurn();

    expect(database.polls).toEqual([]);
  });

  it.each([false, null])(
    'polls for all rows in one statement while heard is %s, and reads only what moved',
    async (heard) => {
      notifications.heard = heard;
      const [one, other] = [follow('a'), follow('b')];
      await nextTurn();
      database.reads.length = 0;
      database.rows.set('a', 2);

      await clock.advance(3_000);
      await nextTurn();

      expect(database.polls).toEqual([['a', 'b']]);
      expect(database.reads).toEqual([['a']]);
      expect([one.versions, other.versions]).toEqual([[1, 2], [1]]);

      notifications.heard = true;
      await clock.advance(30_000);
      await nextTurn();
      expect(database.polls).toHaveLength(1);
    },
  );

  it('catches up when notifications arrive again', async () => {
    const { versions } = follow('a');
    await nextTurn();
    database.rows.set('a', 5);

    notifications.listening();
    await nextTurn();

    expect(versions).toEqual([1, 5]);
  });

  it('goes on when the database is back', async () => {
    const { versions } = follow('a');
    await nextTurn();
    database.isAway = true;
    await change('a', 2);
    database.isAway = false;
    await clock.advance(1_000);
    await nextTurn();

    expect(versions).toEqual([1, 2]);
  });
});
