import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyNotFoundError } from '../../errors/idenfy-not-found.error.js';
import type { Actor } from '../../verification/actor.js';
import { tablesOf } from '../../verification/table-names.js';
import { type DeadLetter, findDeadLetters } from './find-dead-letters.js';
import { retryRuns } from './retry-runs.js';

const ROW_ID = /^[1-9]\d{0,17}$/;
const MAX_PAGE = 200;

/** Which dead letters to list, the newest first. */
export interface DeadLetterQuery {
  /** Only of this handler. */
  handler?: string;
  /** Only those older than this one: the last `id` of the page before. */
  before?: string;
  /** 1 to 200. @default 50 */
  limit?: number;
}

/** Who brings dead letters back, and why. Both are kept. */
export interface ReplayAct {
  actor: Actor;
  reason: string;
}

/** Handler runs that were given up, and the way back for them. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  list({ handler, before, limit = 50 }: DeadLetterQuery = {}): Promise<readonly DeadLetter[]> {
    return findDeadLetters(this.dataSource, {
      handler: handler ?? null,
      before: before ?? null,
      id: null,
      limit: Math.min(Math.max(1, limit), MAX_PAGE),
    });
  }

  /** @throws IdenfyNotFoundError */
  async show(id: string): Promise<DeadLetter> {
    const [letter] = ROW_ID.test(id)
      ? await findDeadLetters(this.dataSource, { id, handler: null, before: null, limit: 1 })
      : [];
    if (!letter) throw noSuchLetter();
    return letter;
  }

  /**
   * Has the handler called again, with a full number of attempts.
   * @throws IdenfyNotFoundError
   */
  async retry(id: string, act: ReplayAct): Promise<void> {
    const retried = ROW_ID.test(id) ? await this.#retry('r.id = $1', id, act) : 0;
    if (retried === 0) throw noSuchLetter();
  }

  /** The same for all that were given up since then. Answers how many. */
  retryAllSince(since: Date, act: ReplayAct, { handler }: { handler?: string } = {}): Promise<number> {
    return handler === undefined
      ? this.#retry('r.finished_at >= $1', since, act)
      : this.#retry('r.finished_at >= $1 and r.handler = $5', since, act, [handler]);
  }

  #retry(where: string, value: string | Date, act: ReplayAct, more: readonly string[] = []): Promise<number> {
    return retryRuns(this.dataSource, tablesOf(this.dataSource), {
      where,
      params: [value, this.clock.now(), act.actor.id, act.reason, ...more],
    });
  }
}

function noSuchLetter(): IdenfyNotFoundError {
  return new IdenfyNotFoundError({ message: 'There is no such dead letter.' });
}
