import { Injectable } from '@nestjs/common';
import { WEBHOOK_STATES, type WebhookState } from '@nestjs-idenfy/contract';
import { Database } from '../database/database.js';
import { rowIdOrNull } from '../database/row-id.js';

const MAX_PAGE = 200;

/** A webhook in the inbox, without its body. */
export interface StoredWebhook {
  readonly id: string;
  readonly account: string;
  /** Null before the body was read, where it names none, and after the erasure. */
  readonly scanRef: string | null;
  /** As received; it is not signed. */
  readonly eventType: string | null;
  readonly state: WebhookState;
  /** Why the last attempt failed, or why it is unreadable. */
  readonly error: string | null;
  /** Attempts that failed. */
  readonly attempts: number;
  /** When it is tried next; null when it is done with. */
  readonly nextTryAt: Date | null;
  /** How often the same bytes were delivered. */
  readonly deliveries: number;
  readonly receivedAt: Date;
  readonly appliedAt: Date | null;
  /** Whether its bytes are still here. */
  readonly hasBody: boolean;
}

/** Which webhooks to list, the newest first. */
export interface StoredWebhookQuery {
  account?: string | undefined;
  /** @default all */
  state?: WebhookState | undefined;
  /** Only those older than this one: the last `id` of the page before. */
  before?: string | undefined;
  /** 1 to 200. @default 50 */
  limit?: number | undefined;
}

/** The inbox: every webhook that was stored, by state. */
@Injectable()
export class StoredWebhooks {
  constructor(private readonly database: Database) {}

  /** @throws IdenfyValidationError for a `before` that is not an id */
  async list({ account, state, before, limit = 50 }: StoredWebhookQuery = {}): Promise<
    readonly StoredWebhook[]
  > {
    // as text of the statement, so that the partial index of the state can be used
    const known = WEBHOOK_STATES.find((each) => each === state);
    return this.database.query(
      `select id, account, scan_ref as "scanRef", event_type as "eventType", state, last_error as error, attempts,
              case when state in ('received', 'waiting') then next_try_at end as "nextTryAt", deliveries,
              received_at as "receivedAt", applied_at as "appliedAt", body is not null as "hasBody"
         from ${this.database.tables.webhook}
        where ${known === undefined ? 'true' : `state = '${known}'`}
          and ($1::text is null or account = $1)
          and ($2::bigint is null or id < $2)
        order by id desc
        limit $3`,
      [account ?? null, rowIdOrNull(before, 'before'), Math.min(Math.max(1, limit), MAX_PAGE)],
    );
  }
}
