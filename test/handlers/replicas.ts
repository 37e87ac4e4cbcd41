import type { Type } from '@nestjs/common';
import { FakeClock } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica, type ReplicaSetup } from '../support/replica.js';

/** Replicas of a host that share a database and a clock; all of them are new for each test of the file. */
export class Replicas {
  database: TestDatabase;
  clock: FakeClock;
  #running: Replica[] = [];

  constructor() {
    beforeEach(async () => {
      this.database = await createTestDatabase();
      this.clock = new FakeClock();
    });
    afterEach(async () => {
      for (const replica of this.#running.splice(0)) await replica.close();
      await this.database.drop();
    });
  }

  async start(handlers: Type[], setup: Omit<ReplicaSetup, 'handlers'> = {}): Promise<Replica> {
    const replica = await Replica.start(this.database, { clock: this.clock, ...setup, handlers });
    this.#running.push(replica);
    return replica;
  }

  async stop(replica: Replica): Promise<void> {
    this.#running = this.#running.filter((running) => running !== replica);
    await replica.close();
  }

  /** Every handler run, the oldest first. */
  runs(): Promise<Record<string, unknown>[]> {
    return this.database.query(
      'select handler, state, attempts, last_error from idenfy_handler_run order by id',
    );
  }

  /** Advances the clock from retry to retry until no run is pending. */
  async drainWithRetries(replica: Replica): Promise<void> {
    await replica.drain();
    for (;;) {
      const [next] = await this.database.query<{ at: Date | null }>(
        `select min(next_try_at) as at from idenfy_handler_run where state = 'pending' and next_try_at > $1`,
        [this.clock.now()],
      );
      if (!next?.at) return;
      await this.clock.advance(next.at.getTime() - this.clock.now().getTime());
      await replica.drain();
    }
  }
}
