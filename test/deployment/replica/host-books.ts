import { Injectable } from '@nestjs/common';
import { IdenfyClock } from 'nestjs-idenfy';
import { DataSource } from 'typeorm';

/** Which handler writes, and about what. */
export interface HandlerEntry {
  readonly handler: string;
  readonly idempotencyKey: string;
}

/** The host's own tables: every call of a handler, what may happen only once for each key, payments, and a switch. */
export const HOST_TABLES = `
  create table host_call (id bigint generated always as identity primary key, handler text not null,
                          key text not null, attempt int not null, at timestamptz not null);
  create table host_effect (key text primary key, handler text not null);
  create table host_payment (key text not null);
  create table host_mended (at timestamptz);`;

/** What the host's handlers do, where the test can read it, whichever process did it. */
@Injectable()
export class HostBooks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  /** Writes down that a handler was called, at the replica's time. */
  async called({ handler, idempotencyKey, attempt }: HandlerEntry & { attempt: number }): Promise<void> {
    await this.dataSource.query('insert into host_call (handler, key, attempt, at) values ($1, $2, $3, $4)', [
      handler,
      idempotencyKey,
      attempt,
      this.clock.now(),
    ]);
  }

  async wasCalled({ handler, idempotencyKey }: HandlerEntry): Promise<boolean> {
    const calls = await this.dataSource.query<object[]>(
      'select from host_call where handler = $1 and key = $2 limit 1',
      [handler, idempotencyKey],
    );
    return calls.length > 0;
  }

  /** Does what must happen once: the key decides. */
  async once({ handler, idempotencyKey }: HandlerEntry): Promise<void> {
    await this.dataSource.query(
      'insert into host_effect (key, handler) values ($1, $2) on conflict (key) do nothing',
      [idempotencyKey, handler],
    );
  }

  /** Within a transaction, before its commit. */
  beforeCommit(): Promise<void> {
    return Promise.resolve();
  }

  /** After the commit, before the handler returns. */
  afterCommit(): Promise<void> {
    return Promise.resolve();
  }

  async areMended(): Promise<boolean> {
    return (await this.dataSource.query<object[]>('select from host_mended')).length > 0;
  }
}
