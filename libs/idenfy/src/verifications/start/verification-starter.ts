import { Database } from '../../database/database.js';
import type { TokenRequest } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { EntityNotFoundError } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { nowSql } from '../../database/now-sql.js';
import { type Actor, SYSTEM } from '../../database/actor.js';
import { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { IdenfyApiError, IdenfyLostAnswerError } from '../../errors/call.errors.js';
import { type IdenfyError, isIdenfyError } from '../../errors/idenfy.error.js';
import { IdenfyConflictError, IdenfyThrottledError } from '../../errors/refusal.errors.js';
import {
  checkedTokenRequest,
  type CheckedTokenRequest,
  IdenfyTokenService,
} from '../../operations/token.service.js';
import { endOfSession, endWithoutVerdict, isPastItsEnd } from '../change.js';
import { raised } from '../merge.js';
import { ChangeTransaction } from '../change-log.js';
import { VerificationFeed } from '../verification-feed.js';
import { InformationRequests } from '../information-requests.js';
import { LostAnswers } from './lost-answers.js';
import {
  NewVerifications,
  type OpenedVerification,
  type Opening,
  type Requested,
} from './new-verifications.js';
import { SessionStore, type StartResult } from './session-store.js';

/** What starting a verification takes. */
export interface StartInput {
  /** The host's id of the person; no personal data, 1 to 100 ASCII characters. */
  clientId: string;
  /** Name of the iDenfy account. @default 'default' */
  account?: string;
  /** Who starts it. Limits apply to the person themselves only. */
  actor: Actor;
  /** Further fields of iDenfy's `/token`, sent as they are. */
  request?: Omit<TokenRequest, 'clientId'>;
  /** Fields of the request that are defaults of the host: if iDenfy refuses one, the caller is not at fault. */
  defaultedFields?: readonly string[];
  /** Cancels a live verification whose session cannot be resumed, and starts another one. @default false */
  force?: boolean;
  /** Aborts the call to iDenfy. */
  signal?: AbortSignal;
}

/** A verification, and the time of the database when it was read. */
interface VerificationNow {
  readonly verification: IdenfyVerification;
  readonly now: Date;
}

/** Longer than any call to `/token` may take: a start at the same time has its answer by then. */
const WAIT_FOR_OTHER_START_MS = 35_000;

/** The fields that are always sent to iDenfy, with a default of ours. */
const DEFAULTED_HERE = ['expiryTime', 'sessionLength'];

/**
 * Starts a verification for a person, or returns the live one. The row is committed before iDenfy is asked, so that no
 * crash leaves a paid session without a row.
 */
@Injectable()
export class VerificationStarter {
  constructor(
    private readonly database: Database,
    private readonly tokens: IdenfyTokenService,
    private readonly newVerifications: NewVerifications,
    private readonly sessions: SessionStore,
    private readonly lostAnswers: LostAnswers,
    private readonly informationRequests: InformationRequests,
    private readonly changes: ChangeTransaction,
    private readonly feed: VerificationFeed,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Without a level, a person who is asked for more information continues there: another session would cost money and answer
   * nothing.
   * @param level the name of the level that the request was raised to
   */
  async start(input: StartInput, level: string | null = null): Promise<StartResult> {
    const { clientId, actor, account = 'default' } = input;
    const request = checkedTokenRequest({ ...input.request, clientId });
    const externalRef = input.request?.externalRef ?? null;
    let replaced: IdenfyVerification | null = null;
    let unlessAsked = actor.kind === 'person' && level === null;
    for (let round = 0; ; round++) {
      const opening = await this.newVerifications.open(
        { account, clientId, externalRef, actor, requested: requestedBy(request, level), unlessAsked },
        request.expiryTime,
      );
      if (opening.refused === 'ASKED') {
        const asked = await this.informationRequests.resume(account, clientId);
        if (asked) return resumedFor(input, asked);
        unlessAsked = false; // the request has ended meanwhile
        continue;
      }
      if (opening.refused) throw refusal(opening);
      if (opening.opened)
        return this.createSessionInsteadOf(replaced, opening.opened, account, request, input);
      const live = await this.liveVerification(account, clientId);
      const resumed = live && (await this.resumeOrClose(live, input, round));
      if (resumed) return resumed;
      replaced = input.force === true && live ? live.verification : null;
    }
  }

  /** Reopens the verification that was to be replaced, if iDenfy creates no second session beside its own. */
  private async createSessionInsteadOf(
    replaced: IdenfyVerification | null,
    opened: OpenedVerification,
    account: string,
    request: CheckedTokenRequest,
    input: StartInput,
  ): Promise<StartResult> {
    try {
      return await this.createSession(opened, account, request, input);
    } catch (error) {
      if (replaced === null || !(error instanceof IdenfyApiError) || error.status !== 409) throw error;
      await this.changes.of(replaced.id, (change) => {
        change.record({ cause: 'START', source: 'system', actor: SYSTEM, note: 'NOT_REPLACED' }, (row) => {
          row.status = replaced.status;
          row.final = replaced.final;
          row.closedAt = null;
          row.deadlineAt = replaced.deadlineAt;
          row.attention = raised(row.attention, 'TOKEN_LOST');
        });
      });
      throw await this.unrecoverableById(replaced.id);
    }
  }

  private async createSession(
    opened: OpenedVerification,
    account: string,
    request: CheckedTokenRequest,
    { signal, request: given = {}, defaultedFields = [] }: StartInput,
  ): Promise<StartResult> {
    const { id } = opened;
    try {
      const answer = await this.tokens.create(request, {
        account,
        ...(signal && { signal }),
        defaultedFields: [...defaultedFields, ...DEFAULTED_HERE.filter((field) => !(field in given))],
        knownScanRefs: (scanRefs) => this.lostAnswers.known(account, scanRefs),
      });
      const started = await this.sessions.store(opened, account, request, answer);
      if (started) return started;
      throw new IdenfyConflictError({ identifier: 'SESSION_UNRECOVERABLE' });
    } catch (error) {
      await this.recordFailure(id, account, error);
      throw error instanceof IdenfyLostAnswerError ? await this.unrecoverableById(id) : error;
    }
  }

  private async recordFailure(id: string, account: string, error: unknown): Promise<void> {
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

  private async unrecoverableById(id: string): Promise<IdenfyConflictError> {
    const live = await this.oneNow('v.id = $2', [id]);
    if (live === null) throw new EntityNotFoundError(IdenfyVerification, { id });
    return unrecoverable(live);
  }

  private liveVerification(account: string, clientId: string): Promise<VerificationNow | null> {
    return this.oneNow(
      'v.account = $2 and v.client_id = $3 and v.closed_at is null and v.reopened_at is null',
      [account, clientId],
    );
  }

  private async oneNow(where: string, values: readonly string[]): Promise<VerificationNow | null> {
    const [row] = await this.database.query<(Record<string, unknown> & { now: Date })[]>(
      `select ${this.database.columns(IdenfyVerification, 'v')}, ${nowSql('$1')} as now
         from ${this.database.tables.verification} v where ${where}`,
      [this.clock.databaseTime(), ...values],
    );
    return row ? { verification: this.database.entity(IdenfyVerification, row), now: row.now } : null;
  }

  /** Returns null when the live verification is closed now, or may be: then a row can be opened in the next round. */
  private async resumeOrClose(
    found: VerificationNow,
    input: StartInput,
    round: number,
  ): Promise<StartResult | null> {
    const { verification: live, now } = found;
    if (isPastItsEnd(live, now)) return this.close(live, 'PAST_DEADLINE');
    if (isSubmitted(live)) throw new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });
    if (input.force) return this.close(live, 'FORCED');
    if (live.status === 'STARTING' && round === 0 && live.deadlineAt !== null && live.deadlineAt > now) {
      await this.feed.until(live.id, ({ status }) => status !== 'STARTING', WAIT_FOR_OTHER_START_MS);
      return null;
    }
    const usable = live.expiresAt !== null && live.expiresAt > now;
    const resumed = usable ? await this.sessions.resume(live.id) : null;
    if (!resumed) throw unrecoverable(found);
    return resumedFor(input, resumed);
  }

  private async close(live: IdenfyVerification, note: 'PAST_DEADLINE' | 'FORCED'): Promise<null> {
    await this.changes.of(live.id, (change) => {
      if (change.verification.version !== live.version) return;
      change.record({ cause: 'DEADLINE', source: 'system', actor: SYSTEM, note }, (row) =>
        endWithoutVerdict(row, note === 'FORCED' ? 'CANCELLED' : 'EXPIRED'),
      );
    });
    return null;
  }
}

/** The session of an earlier start, which ignores what is requested now. */
function resumedFor({ request = {} }: StartInput, session: StartResult): StartResult {
  const ignored = Object.keys(request);
  return ignored.length > 0 ? { ...session, ignored } : session;
}

function requestedBy({ country, documents }: TokenRequest, level: string | null): Requested {
  return {
    country: typeof country === 'string' ? country : onlyOf(country),
    document: onlyOf(documents),
    level,
  };
}

function onlyOf(values: readonly string[] | null | undefined): string | null {
  const [first = null, ...others] = values ?? [];
  return others.length === 0 ? first : null;
}

/** Whether the person's part is done: there is nothing to resume, only a result to wait for. */
function isSubmitted({ status, submittedAt, submission }: IdenfyVerification): boolean {
  if (submission !== null && submission !== 'refused') return true;
  return submittedAt !== null || !['STARTING', 'ACTIVE', 'UNKNOWN'].includes(status);
}

/** A live verification whose session cannot be resumed: the person has to wait until it ends. */
function unrecoverable({ verification, now }: VerificationNow): IdenfyConflictError {
  const end = endOfSession(verification);
  const retryAfterSeconds = wholeSeconds(end && (end.getTime() - now.getTime()) / 1_000);
  return new IdenfyConflictError({ identifier: 'SESSION_UNRECOVERABLE', retryAfterSeconds });
}

function refusal({ refused, againAfterSeconds }: Opening): IdenfyThrottledError | IdenfyConflictError {
  if (refused === 'UNDECIDED') return new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });
  if (refused === 'ATTEMPTS') return new IdenfyConflictError({ identifier: 'ATTEMPTS_EXHAUSTED' });
  return new IdenfyThrottledError({ retryAfterSeconds: wholeSeconds(againAfterSeconds) });
}

/** At least one second; a minute where the time is not known. */
function wholeSeconds(seconds: number | null): number {
  return seconds === null ? 60 : Math.max(1, Math.ceil(seconds));
}

/** iDenfy's identifier, or what stands for an error without one. */
function reasonOf(error: IdenfyError): string {
  if (error.identifier !== null) return error.identifier;
  return error instanceof IdenfyApiError ? `HTTP_${error.status}` : error.name;
}
