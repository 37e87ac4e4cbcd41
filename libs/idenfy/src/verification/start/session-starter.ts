import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import type { TokenRequest } from '../../contract/token.js';
import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import { IdenfyLostAnswerError } from '../../errors/idenfy-lost-answer.error.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { checkTokenRequest } from '../../contract/token-rules.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import {
  DEFAULT_EXPIRY_SECONDS,
  DEFAULT_SESSION_SECONDS,
  IdenfyTokenService,
} from '../../operations/token.service.js';
import { SYSTEM } from '../actor.js';
import { ChangeTransaction } from '../changes/change-transaction.js';
import { isPastItsEnd } from '../deadline.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { rankOf } from '../merge/rank.js';
import { VerificationFeed } from '../verification-feed.js';
import { Attempts } from './attempts.js';
import { LostAnswers } from './lost-answers.js';
import { isSubmitted, reasonOf, refusal, unrecoverable } from './refusals.js';
import { Sessions } from './sessions.js';
import type { StartInput, StartResult } from './start.js';

/** Always sent, so that a session whose answer is lost ends in known time. */
const BOUNDS = { expiryTime: DEFAULT_EXPIRY_SECONDS, sessionLength: DEFAULT_SESSION_SECONDS } as const;

/** Longer than any call to `/token` may take: whoever started meanwhile has an answer by then. */
const WAIT_FOR_OTHER_START_MS = 35_000;

/**
 * Starts a session for a person, or hands back the live one. The intent is committed before iDenfy is asked, so
 * that no crash can leave a paid session that nobody knows of.
 */
@Injectable()
export class SessionStarter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: IdenfyTokenService,
    private readonly attempts: Attempts,
    private readonly sessions: Sessions,
    private readonly lostAnswers: LostAnswers,
    private readonly changes: ChangeTransaction,
    private readonly feed: VerificationFeed,
    private readonly clock: IdenfyClock,
  ) {}

  async start(input: StartInput): Promise<StartResult> {
    const account = input.account ?? 'default';
    const request: TokenRequest = { ...BOUNDS, ...input.request, clientId: input.clientId };
    const problem = checkTokenRequest(request);
    if (problem) throw new IdenfyValidationError(problem);

    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + (request.expiryTime ?? 0) * 1_000);
    let givenUp: IdenfyVerification | null = null;
    for (let round = 0; ; round++) {
      const opening = await this.attempts.open({ ...input, account }, { now, expiresAt });
      if (opening.refused) throw refusal(opening, now);
      if (opening.opened) return this.askInsteadOf(givenUp, opening.opened, account, request, input);
      const live = await this.liveAttempt(account, input.clientId);
      const resumed = live && (await this.goOnWith(live, input, round));
      if (resumed) return resumed;
      givenUp = input.force === true ? live : null;
    }
  }

  /** A session that was given up for another counts again when iDenfy opens no other beside it. */
  private async askInsteadOf(
    givenUp: IdenfyVerification | null,
    id: string,
    account: string,
    request: TokenRequest,
    input: StartInput,
  ): Promise<StartResult> {
    try {
      return await this.ask(id, account, request, input);
    } catch (error) {
      if (givenUp === null || !(error instanceof IdenfyApiError) || error.status !== 409) throw error;
      await this.changes.of(givenUp.id, (change) => {
        change.record({ cause: 'START', source: 'system', actor: SYSTEM, note: 'NOT_REPLACED' }, (row) => {
          row.status = givenUp.status;
          row.final = givenUp.final;
          row.closedAt = null;
          row.deadlineAt = givenUp.deadlineAt;
          row.attention ??= 'TOKEN_LOST';
        });
      });
      throw await this.unrecoverableById(givenUp.id);
    }
  }

  private async ask(
    id: string,
    account: string,
    request: TokenRequest,
    { signal, request: asked = {}, defaultedFields = [] }: StartInput,
  ): Promise<StartResult> {
    try {
      const answer = await this.tokens.create(request, {
        account,
        ...(signal && { signal }),
        defaultedFields: [...defaultedFields, ...Object.keys(BOUNDS).filter((field) => !(field in asked))],
        knownScanRefs: (scanRefs) => this.lostAnswers.known(account, scanRefs),
      });
      const started = await this.sessions.store(id, account, request, answer, this.clock.now());
      if (started) return started;
      throw new IdenfyConflictError({ identifier: 'SESSION_UNRECOVERABLE' });
    } catch (error) {
      await this.rememberFailure(id, account, error);
      throw error instanceof IdenfyLostAnswerError ? await this.unrecoverableById(id) : error;
    }
  }

  private async rememberFailure(id: string, account: string, error: unknown): Promise<void> {
    if (error instanceof IdenfyLostAnswerError) return this.lostAnswers.adopt(id, account, error.candidates);
    if (!isIdenfyError(error) || error.answerLost) return this.lostAnswers.remember(id);
    await this.changes.of(id, (change) => {
      if (change.verification.status !== 'STARTING') return;
      const reason = reasonOf(error);
      change.record({ cause: 'START_FAILED', source: 'automatic', actor: SYSTEM, note: reason }, (row) => {
        row.status = 'START_FAILED';
        row.final = true;
        row.startError = reason;
      });
    });
  }

  /** The session runs at iDenfy without anybody who could enter it: the person has to wait until it ends. */
  private async unrecoverableById(id: string): Promise<IdenfyConflictError> {
    const live = await this.dataSource.getRepository(IdenfyVerification).findOneByOrFail({ id });
    return unrecoverable(live, this.clock.now());
  }

  private liveAttempt(account: string, clientId: string): Promise<IdenfyVerification | null> {
    return this.dataSource
      .createQueryBuilder(IdenfyVerification, 'v')
      .where('v.account = :account and v.clientId = :clientId and v.closedAt is null', { account, clientId })
      .getOne();
  }

  /** Null means: that attempt is out of the way, try again. */
  private async goOnWith(
    live: IdenfyVerification,
    input: StartInput,
    round: number,
  ): Promise<StartResult | null> {
    const now = this.clock.now();
    if (isPastItsEnd(live, now)) return this.close(live, 'PAST_DEADLINE');
    if (isSubmitted(live)) throw new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });
    if (input.force) return this.close(live, 'FORCED');
    if (live.status === 'STARTING' && round === 0 && live.deadlineAt !== null && live.deadlineAt > now) {
      await this.feed.until(live.id, ({ status }) => status !== 'STARTING', WAIT_FOR_OTHER_START_MS);
      return null;
    }
    const usable = live.expiresAt !== null && live.expiresAt > now;
    const resumed = usable ? await this.sessions.resume(live.id) : null;
    if (!resumed) throw unrecoverable(live, now);
    const ignored = Object.keys(input.request ?? {});
    return ignored.length > 0 ? { ...resumed, ignored } : resumed;
  }

  private async close(live: IdenfyVerification, note: 'PAST_DEADLINE' | 'FORCED'): Promise<null> {
    await this.changes.of(live.id, (change) => {
      if (change.verification.version !== live.version) return;
      change.record({ cause: 'DEADLINE', source: 'system', actor: SYSTEM, note }, (row) => {
        row.status = note === 'FORCED' ? 'CANCELLED' : 'EXPIRED';
        row.final = true;
        row.rank = Math.max(row.rank, rankOf({ level: 'ended', source: 'automatic', finishTime: 0 }));
      });
    });
    return null;
  }
}
