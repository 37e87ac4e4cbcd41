import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyNotFoundError } from '../../errors/idenfy-not-found.error.js';
import type { Actor } from '../../verification/actor.js';
import { type DeadLetter, findDeadLetters } from './find-dead-letters.js';
import { type Retry, retryRuns } from './retry-runs.js';
import { isRowId, rowIdOrNull } from './row-id.js';

const MAX_PAGE = 200;

/** Whose dead letters are meant. */
export interface DeadLetterScope {
  /** Only of this iDenfy account. */
  account?: string | undefined;
  /** Only of this handler. */
  handler?: string | undefined;
}

/** Which dead letters to list, the newest first. */
export interface DeadLetterQuery extends DeadLetterScope {
  /** Only those older than this one: the last `id` of the page before. */
  before?: string | undefined;
  /** 1 to 200. @default 50 */
  limit?: number | undefined;
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

  /** @throws IdenfyValidationError for a `before` that is no id */
  async list({ account, handler, before, limit = 50 }: DeadLetterQuery = {}): Promise<readonly DeadLetter[]> {
    const filter = {
      id: null,
      account: account ?? null,
      handler: handler ?? null,
      before: rowIdOrNull(before, 'before'),
    };
    return findDeadLetters(this.dataSource, filter, Math.min(Math.max(1, limit), MAX_PAGE));
  }

  /** @throws IdenfyNotFoundError also where it is of another account than the one that is meant */
  async show(id: string, { account }: Pick<DeadLetterScope, 'account'> = {}): Promise<DeadLetter> {
    const filter = { id, account: account ?? null, handler: null, before: null };
    const [letter] = isRowId(id) ? await findDeadLetters(this.dataSource, filter, 1) : [];
    if (!letter) throw noSuchLetter();
    return letter;
  }

  /**
   * Has the handler called again, with a full number of attempts.
   * @throws IdenfyNotFoundError also where it is of another account than the one that is meant
   */
  async retry(id: string, act: ReplayAct, { account }: Pick<DeadLetterScope, 'account'> = {}): Promise<void> {
    const retried = isRowId(id) ? await this.#retry({ id, since: null }, act, { account }) : 0;
    if (retried === 0) throw noSuchLetter();
  }

  /** The same for all that were given up since then. Answers how many. */
  retryAllSince(since: Date, act: ReplayAct, scope: DeadLetterScope = {}): Promise<number> {
    return this.#retry({ id: null, since }, act, scope);
  }

  #retry(
    which: Pick<Retry, 'id' | 'since'>,
    { actor, reason }: ReplayAct,
    { account, handler }: DeadLetterScope,
  ): Promise<number> {
    return retryRuns(this.dataSource, {
      ...which,
      account: account ?? null,
      handler: handler ?? null,
      at: this.clock.now(),
      by: actor.id,
      reason,
    });
  }
}

function noSuchLetter(): IdenfyNotFoundError {
  return new IdenfyNotFoundError({ message: 'There is no such dead letter.' });
}
