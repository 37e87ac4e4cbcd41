import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import type { StatusResponse } from '../../contract/status.js';
import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import { DEFAULT_EXPIRY_SECONDS, DEFAULT_SESSION_SECONDS } from '../../operations/token.service.js';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import { type Actor, nameInHistory } from '../actor.js';
import { awaitsData } from '../awaits-data.js';
import { Change, isOver } from '../changes/change.js';
import { ChangeLog } from '../changes/change-log.js';
import { deadlineOfSession } from '../deadline.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { findingOfLookup } from '../merge/finding.js';
import { mergeInto } from '../merge/merge-into.js';
import { tablesOf } from '../table-names.js';

/** A session that was not started here. */
export interface SessionToImport {
  /** @default 'default' */
  account?: string | undefined;
  clientId: string;
  scanRef: string;
  actor: Actor;
  /** When it was started: of several outcomes, that of the newest session counts. @default now */
  startedAt?: Date | undefined;
}

export interface ImportedSession {
  verification: IdenfyVerification;
  /** False when it was tracked already; iDenfy was not asked then. */
  imported: boolean;
}

/** Tracks sessions that were started elsewhere: by a system before this one, or by hand in iDenfy's dashboard. */
@Injectable()
export class SessionImport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly log: ChangeLog,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Asks iDenfy once for the status, and goes on from there as with a session of our own: handlers are called for a
   * final result, and callbacks that came before are applied.
   *
   * @throws IdenfyConflictError `CLIENT_MISMATCH` it is somebody else's; `ALREADY_LIVE` neither this session nor another
   * of the same person is over
   * @throws IdenfyError whatever the call to `/status` ended with
   */
  async bring(session: SessionToImport): Promise<ImportedSession> {
    const { account = 'default', clientId, scanRef } = session;
    const known = await this.dataSource.getRepository(IdenfyVerification).findOneBy({ account, scanRef });
    if (known) return alreadyTracked(known, clientId);
    const answer = await this.retrieval.status(scanRef, { account });
    if (answer.clientId && answer.clientId !== clientId) throw somebodyElses();
    return this.dataSource.transaction((manager) => this.track(manager, { ...session, account }, answer));
  }

  private async track(
    manager: EntityManager,
    session: SessionToImport & { account: string },
    answer: StatusResponse,
  ): Promise<ImportedSession> {
    const now = this.clock.now();
    const live = await this.lockPerson(manager, session);
    const opened = await this.open(manager, session, now);
    const { account, scanRef, clientId, actor } = session;
    const verification = await manager
      .getRepository(IdenfyVerification)
      .findOneByOrFail({ account, scanRef });
    if (!opened) return alreadyTracked(verification, clientId);

    const change = new Change(verification, now);
    verification.closedAt = null;
    verification.lookedUpAt = now;
    verification.deadlineAt = deadlineOfUnknownLength(now);
    mergeInto(change, findingOfLookup(answer, now), { cause: 'LOOKUP', actor });
    // the sweep of a running service asks for it, by the host's own rules
    if (awaitsData(verification)) verification.deadlineAt = now;
    if (live && !isOver(verification)) throw anotherIsLive();
    await this.log.write(manager, [change]);
    await this.wakeCallbacks(manager, session, now);
    return { verification, imported: true };
  }

  /** Whoever starts a session for this person waits until we are done. Answers whether they have a live attempt. */
  private async lockPerson(manager: EntityManager, { account, clientId }: SessionToImport): Promise<boolean> {
    const { client, verification } = tablesOf(this.dataSource);
    await manager.query(
      `insert into ${client} (account, client_id) values ($1, $2)
       on conflict (account, client_id) do update set updated_at = now()`,
      [account, clientId],
    );
    const live = await manager.query<unknown[]>(
      `select 1 from ${verification} where account = $1 and client_id = $2 and closed_at is null`,
      [account, clientId],
    );
    return live.length > 0;
  }

  /** Closed at first, so that it does not stand beside a live one before it is known to be over. */
  private async open(
    manager: EntityManager,
    { account, clientId, scanRef, actor, startedAt }: SessionToImport,
    now: Date,
  ): Promise<boolean> {
    const { verification, event } = tablesOf(this.dataSource);
    const opened = await manager.query<unknown[]>(
      `with opened as (
         insert into ${verification} (id, account, scan_ref, client_id, status, started_by, created_at, closed_at)
         values ($1, $2, $3, $4, 'ACTIVE', $5, $6, $7)
         on conflict (account, scan_ref) do nothing
         returning id
       ), noted as (
         insert into ${event} (verification_id, from_status, to_status, effect, cause, source, actor, at)
         select id, 'NONE', 'ACTIVE', 'applied', 'ADOPTED', 'staff', $5, $7 from opened
       )
       select id from opened`,
      [randomUUID(), account, scanRef, clientId, nameInHistory(actor), startedAt ?? now, now],
    );
    return opened.length > 0;
  }

  private async wakeCallbacks(
    manager: EntityManager,
    { account, scanRef }: SessionToImport,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `update ${tablesOf(this.dataSource).webhook} set state = 'received', attempts = 0, next_try_at = $3
        where account = $1 and scan_ref = $2 and state in ('waiting', 'orphan')
       returning pg_notify('idenfy', 'inbox:')`,
      [account, scanRef, now],
    );
  }
}

/** iDenfy does not say how long it may still take. */
function deadlineOfUnknownLength(now: Date): Date {
  const expiresAt = new Date(now.getTime() + DEFAULT_EXPIRY_SECONDS * 1_000);
  return deadlineOfSession({ expiresAt, sessionLength: DEFAULT_SESSION_SECONDS });
}

function alreadyTracked(verification: IdenfyVerification, clientId: string): ImportedSession {
  if (verification.clientId !== clientId) throw somebodyElses();
  return { verification, imported: false };
}

function somebodyElses(): IdenfyConflictError {
  return new IdenfyConflictError({
    identifier: 'CLIENT_MISMATCH',
    message: 'This session was started for another clientId.',
  });
}

function anotherIsLive(): IdenfyConflictError {
  return new IdenfyConflictError({
    identifier: 'ALREADY_LIVE',
    message: 'This session is not over, and the person has another one here that is not over either.',
  });
}
