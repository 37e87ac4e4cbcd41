import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  AuditTrail,
  historyInsertSql,
  type HistoryOwner,
  type HistoryRow,
  historyValues,
} from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { IDENFY } from '../database/actor.js';
import { Database } from '../database/database.js';
import { currentTime } from '../database/now-sql.js';
import type { WebhookReport } from '../verifications/report-applier.js';

const ADOPTED: HistoryRow = {
  fromStatus: 'NONE',
  fromFinal: false,
  toStatus: 'ACTIVE',
  final: false,
  changed: false,
  effect: 'applied',
  cause: 'ADOPTED',
  source: 'system',
  actor: IDENFY.id,
};

/** Makes rows for sessions that were not started here, so that their webhooks can be applied. */
@Injectable()
export class UnknownSessions {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Returns the reports that have a row now. A person with a live attempt here is left out: the session of another system
   * must not displace it.
   */
  async adopt(manager: EntityManager, reports: readonly WebhookReport[]): Promise<readonly WebhookReport[]> {
    const adoptable = reports.filter(({ signed }) => signed.clientId !== null && signed.about === 'result');
    if (adoptable.length === 0) return [];
    const { tables } = this.database;
    const owners = adoptable.map((): HistoryOwner => ({
      id: randomUUID(),
      historyLength: 0,
      historyMac: null,
    }));
    const now = await currentTime(manager, this.clock.databaseTime());
    const history = owners.flatMap((owner) => this.trail.continueHistory(owner, [ADOPTED], now));
    const opened = await manager.query<{ account: string; scan_ref: string }[]>(
      `with session as (
         select distinct on (s.account, s.scan_ref) s.*
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[])
             as s(id, account, scan_ref, client_id, external_ref, history_length, history_mac)
          order by s.account, s.scan_ref
       ), person as (
         insert into ${tables.client} (account, client_id)
         select distinct account, client_id from session order by 1, 2
         on conflict (account, client_id) do nothing
       ), opened as (
         insert into ${tables.verification} (id, account, scan_ref, client_id, external_ref, status, started_by,
                                              history_length, history_mac)
         select id, account, scan_ref, client_id, external_ref, 'ACTIVE', $8, history_length, history_mac from session
         on conflict do nothing
         returning id, account, scan_ref
       ), noted as (
         ${historyInsertSql(tables, { firstParameter: 9, onlyOf: 'opened' })}
       )
       select account, scan_ref from opened`,
      [
        owners.map(({ id }) => id),
        adoptable.map(({ account }) => account),
        adoptable.map(({ signed }) => signed.scanRef),
        adoptable.map(({ signed }) => signed.clientId),
        adoptable.map(({ signed }) => signed.externalRef),
        owners.map(({ historyLength }) => historyLength),
        owners.map(({ historyMac }) => historyMac),
        IDENFY.id,
        ...historyValues(history),
      ],
    );
    return adoptable.filter(({ account, signed }) =>
      opened.some((session) => session.account === account && session.scan_ref === signed.scanRef),
    );
  }
}
