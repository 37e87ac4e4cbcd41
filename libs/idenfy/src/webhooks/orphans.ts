import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import { rowIdOrNull } from '../database/row-id.js';

const MAX_PAGE = 200;

/** A webhook that was stored and could not be applied. */
export interface Orphan {
  readonly id: string;
  readonly account: string;
  /** Null when the body names none. */
  readonly scanRef: string | null;
  /** As received; it is not signed. */
  readonly eventType: string | null;
  /** `orphan`: no verification here has this scanRef. `unreadable`: signed, but the body is not understood. */
  readonly state: 'orphan' | 'unreadable';
  /** Why it is unreadable. */
  readonly reason: string | null;
  readonly deliveries: number;
  readonly receivedAt: Date;
}

/** Which orphans to list, the newest first. */
export interface OrphanQuery {
  account?: string | undefined;
  /** Only those older than this one: the last `id` of the page before. */
  before?: string | undefined;
  /** 1 to 200. @default 50 */
  limit?: number | undefined;
}

/** Webhooks without a verification: of sessions that were started elsewhere, or with a body that is not understood. */
@Injectable()
export class Orphans {
  constructor(private readonly database: Database) {}

  /** @throws IdenfyValidationError for a `before` that is not an id */
  async list({ account, before, limit = 50 }: OrphanQuery = {}): Promise<readonly Orphan[]> {
    return this.database.query(
      `select id, account, scan_ref as "scanRef", event_type as "eventType", state, last_error as reason, deliveries,
              received_at as "receivedAt"
         from ${this.database.tables.webhook}
        where state in ('orphan', 'unreadable')
          and ($1::text is null or account = $1)
          and ($2::bigint is null or id < $2)
        order by id desc
        limit $3`,
      [account ?? null, rowIdOrNull(before, 'before'), Math.min(Math.max(1, limit), MAX_PAGE)],
    );
  }
}
