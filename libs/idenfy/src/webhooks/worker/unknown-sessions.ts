import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IDENFY } from '../../verification/actor.js';
import { tablesOf } from '../../verification/table-names.js';
import type { CallbackFinding } from '../../verification/verdict-applier.js';

/** Makes rows for sessions that were not started here, so that their callbacks can be applied. */
@Injectable()
export class UnknownSessions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Answers the findings that have a row now. Left out is who has a live attempt of their own: the session of another
   * system must not push it aside.
   */
  async adopt(
    manager: EntityManager,
    findings: readonly CallbackFinding[],
  ): Promise<readonly CallbackFinding[]> {
    const adoptable = findings.filter(({ clientId, payload }) => clientId !== null && 'status' in payload);
    if (adoptable.length === 0) return [];
    const { client, verification, event } = tablesOf(this.dataSource);
    const opened = await manager.query<{ account: string; scan_ref: string }[]>(
      `with session as (
         select distinct on (s.account, s.scan_ref) s.*
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
             as s(id, account, scan_ref, client_id, external_ref)
          order by s.account, s.scan_ref
       ), person as (
         insert into ${client} (account, client_id)
         select distinct account, client_id from session order by 1, 2
         on conflict (account, client_id) do nothing
       ), opened as (
         insert into ${verification} (id, account, scan_ref, client_id, external_ref, status, started_by)
         select id, account, scan_ref, client_id, external_ref, 'ACTIVE', $6 from session
         on conflict do nothing
         returning id, account, scan_ref
       ), noted as (
         insert into ${event} (verification_id, from_status, to_status, effect, cause, source, actor)
         select id, 'NONE', 'ACTIVE', 'applied', 'ADOPTED', 'system', $6 from opened
       )
       select account, scan_ref from opened`,
      [
        adoptable.map(() => randomUUID()),
        adoptable.map(({ account }) => account),
        adoptable.map(({ scanRef }) => scanRef),
        adoptable.map(({ clientId }) => clientId),
        adoptable.map(({ payload }) => ('externalRef' in payload ? payload.externalRef : null)),
        IDENFY.id,
      ],
    );
    return adoptable.filter(({ account, scanRef }) =>
      opened.some((session) => session.account === account && session.scan_ref === scanRef),
    );
  }
}
