import { AuditTrail, historyLineSql, historyLineValues, type HistoryOwner } from '../audit/audit-trail.js';
import { Database } from '../database/database.js';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import type { StatusResponse } from '@nestjs-idenfy/contract';
import { IdenfyConflictError } from '../errors/refusal.errors.js';
import { DEFAULT_EXPIRY_SECONDS, DEFAULT_SESSION_SECONDS } from '../operations/token.service.js';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { type Actor, nameInHistory } from '../database/actor.js';
import { awaitsData, Change, deadlineOfSession, isOver } from './change.js';
import { mergeInto } from './report-applier.js';
import { ChangeLog } from './change-log.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { reportOfLookup } from './lookups.js';
import { wakeWebhooks } from './waiting-webhooks.js';

/** A session of iDenfy that was not started here. */
export interface SessionToImport {
  /** Name of the iDenfy account. @default 'default' */
  account?: string | undefined;
  /** The id that the session was started with for the person. */
  clientId: string;
  /** iDenfy's id of the session. */
  scanRef: string;
  /** Who imports it. */
  actor: Actor;
  /** When it was started: of several verifications with an outcome, the newest one counts. @default now */
  startedAt?: Date | undefined;
}

/** The verification that an imported session has become. */
export interface ImportedSession {
  verification: IdenfyVerification;
  /** False when it was tracked before; iDenfy was not asked then. */
  imported: boolean;
}

/** Imports sessions that were started elsewhere: by an earlier system, or by hand in iDenfy's dashboard. */
@Injectable()
export class SessionImport {
  constructor(
    private readonly database: Database,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly log: ChangeLog,
    private readonly trail: AuditTrail,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Makes a session a verification: looks up its status once, calls handlers for a final result, and applies webhooks
   * that arrived before.
   *
   * @throws IdenfyConflictError `CLIENT_MISMATCH` when it belongs to another person; `ALREADY_LIVE` when neither this
   * session nor another verification of the same person is over
   * @throws IdenfyError that the call to `/status` ended with
   */
  async bring(session: SessionToImport): Promise<ImportedSession> {
    const { account = 'default', clientId, scanRef } = session;
    const known = await this.database.run((manager) =>
      manager.findOneBy(IdenfyVerification, { account, scanRef }),
    );
    if (known) return alreadyTracked(known, clientId);
    const answer = await this.retrieval.status(scanRef, { account });
    if (answer.clientId && answer.clientId !== clientId) throw belongsToAnotherPerson();
    return this.database.transaction((manager) => this.track(manager, { ...session, account }, answer));
  }

  private async track(
    manager: EntityManager,
    session: SessionToImport & { account: string },
    answer: StatusResponse,
  ): Promise<ImportedSession> {
    const { live, now } = await this.lockPerson(manager, session);
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
    mergeInto(change, reportOfLookup(answer, now), { cause: 'LOOKUP', actor });
    // the sweep of a running service requests the data, by the host's options
    if (awaitsData(verification)) verification.deadlineAt = now;
    if (live && !isOver(verification)) throw anotherIsLive();
    await this.log.write(manager, [change]);
    await wakeWebhooks(manager, session, now);
    return { verification, imported: true };
  }

  /** Locks the person's row, so that a start at the same time waits. Returns whether they have a live verification. */
  private async lockPerson(
    manager: EntityManager,
    { account, clientId }: SessionToImport,
  ): Promise<{ live: boolean; now: Date }> {
    const { client, verification } = this.database.tables;
    const [person] = await manager.query<{ now: Date }[]>(
      `insert into ${client} (account, client_id) values ($1, $2)
       on conflict (account, client_id) do update set updated_at = now()
       returning ${nowSql('$3')} as now`,
      [account, clientId, this.clock.databaseTime()],
    );
    if (!person) throw new Error("The statement that locks a person's row returned no row.");
    const live = await manager.query<unknown[]>(
      `select 1 from ${verification}
        where account = $1 and client_id = $2 and closed_at is null and reopened_at is null`,
      [account, clientId],
    );
    return { live: live.length > 0, now: person.now };
  }

  /** Opens the row as closed, because the person may have a live one. Returns whether the scanRef was new. */
  private async open(
    manager: EntityManager,
    { account, clientId, scanRef, actor, startedAt }: SessionToImport,
    now: Date,
  ): Promise<boolean> {
    const { tables } = this.database;
    const owner: HistoryOwner = { id: randomUUID(), historyLength: 0, historyMac: null };
    const adopted = {
      fromStatus: 'NONE',
      fromFinal: false,
      toStatus: 'ACTIVE',
      final: false,
      changed: false,
      effect: 'applied',
      cause: 'ADOPTED',
      source: 'staff',
      actor: nameInHistory(actor),
    } as const;
    const line = this.trail.nextLine(owner, adopted, now);
    const opened = await manager.query<unknown[]>(
      `with opened as (
         insert into ${tables.verification} (id, account, scan_ref, client_id, status, started_by, created_at, closed_at,
                                              history_length, history_mac)
         values ($1, $2, $3, $4, 'ACTIVE', $5, $6, $7, $8, $9)
         on conflict (account, scan_ref) do nothing
         returning id
       ), noted as (
         ${historyLineSql(tables, { firstParameter: 10, onlyOf: 'opened' })}
       )
       select id from opened`,
      [
        owner.id,
        account,
        scanRef,
        clientId,
        nameInHistory(actor),
        startedAt ?? now,
        now,
        owner.historyLength,
        owner.historyMac,
        ...historyLineValues(line),
      ],
    );
    return opened.length > 0;
  }
}

/** iDenfy does not report when an imported session ends. */
function deadlineOfUnknownLength(now: Date): Date {
  const expiresAt = new Date(now.getTime() + DEFAULT_EXPIRY_SECONDS * 1_000);
  return deadlineOfSession({ expiresAt, sessionLength: DEFAULT_SESSION_SECONDS });
}

function alreadyTracked(verification: IdenfyVerification, clientId: string): ImportedSession {
  if (verification.clientId !== clientId) throw belongsToAnotherPerson();
  return { verification, imported: false };
}

function belongsToAnotherPerson(): IdenfyConflictError {
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
