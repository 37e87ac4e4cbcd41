import { EVENT_TYPES, isJsonObject, type JsonSchema, KNOWN_WEBHOOK_SCHEMAS } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { int8Array, textArray } from '../database/binary-array.js';
import { Database } from '../database/database.js';
import type { DriftKind } from '../database/entities/contract-drift.entity.js';
import { nowSql } from '../database/now-sql.js';
import { rowIdOrNull } from '../database/row-id.js';
import type { ParsedWebhook } from '../verifications/read-webhook.js';

/** Something in a webhook that the contract does not know. It holds no value that could be personal. */
export interface Difference {
  readonly kind: DriftKind;
  readonly path: string;
  readonly found: string;
}

/** The form of iDenfy's constants; any other value may be about a person. */
const CONSTANT = /^[A-Z0-9_]{1,40}$/;

/** The form of iDenfy's field names; any other key may be about a person. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/** What one webhook can add, and how much of a list is looked at. */
const MOST_DIFFERENCES = 100;
const MOST_ITEMS = 50;

const KNOWN_EVENTS: readonly string[] = EVENT_TYPES;

type Readable = Exclude<ParsedWebhook, { readonly kind: 'unreadable' }>;

/**
 * What is in a webhook that the contract does not know.
 * @param header `Idenfy-Event-Type` as received
 */
export function differencesIn(webhook: Readable, header: string | null): readonly Difference[] {
  const { payload, eventType } = webhook;
  const schema = schemaOf(webhook);
  const inBody = schema ? differences(schema, payload) : NONE;
  const isNews = header !== null && eventType !== null && !KNOWN_EVENTS.includes(eventType);
  if (inBody.length === 0 && !isNews) return NONE;
  const inHeader = isNews ? [valueAt('Idenfy-Event-Type', eventType)] : [];
  return [...inHeader, ...inBody].slice(0, MOST_DIFFERENCES);
}

function schemaOf(webhook: Readable): JsonSchema | null {
  if (webhook.kind === 'verification') {
    const { identification, documentExpiration } = KNOWN_WEBHOOK_SCHEMAS;
    return webhook.signed.about === 'result' ? identification : documentExpiration;
  }
  return webhook.eventType === 'FACIAL_AUTHENTICATION' ? KNOWN_WEBHOOK_SCHEMAS.facialAuthentication : null;
}

const NONE: readonly Difference[] = [];

/** Their paths begin at `value`. Nearly always there are none, so paths are put together only for what was found. */
function differences(schema: JsonSchema, value: unknown): readonly Difference[] {
  if (value === null || value === '') return NONE;
  if (schema.anyOf) return closest(schema.anyOf, value);
  if (!isOfType(schema.type, value)) return [{ kind: 'TYPE', path: '', found: typeOf(value) }];
  if (typeof value === 'string') {
    return schema.enum === undefined || schema.enum.includes(value) ? NONE : [valueAt('', value)];
  }
  if (Array.isArray(value)) return schema.items ? inItems(schema.items, value) : NONE;
  return isJsonObject(value) ? inFields(schema, value) : NONE;
}

function isOfType(type: JsonSchema['type'], value: unknown): boolean {
  const found = typeOf(value);
  const isAllowed = (allowed: string): boolean =>
    allowed === found || (allowed === 'number' && found === 'integer');
  return typeof type === 'string' ? isAllowed(type) : (type?.some(isAllowed) ?? false);
}

function inItems(schema: JsonSchema, items: readonly unknown[]): readonly Difference[] {
  let found = NONE;
  for (const item of items.length > MOST_ITEMS ? items.slice(0, MOST_ITEMS) : items) {
    found = added(found, '[]', differences(schema, item));
  }
  return found;
}

function inFields(schema: JsonSchema, value: Record<string, unknown>): readonly Difference[] {
  const { properties = {}, additionalProperties = true } = schema;
  let found = NONE;
  for (const key of Object.keys(value)) {
    if (found.length >= MOST_DIFFERENCES) break;
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known) found = added(found, key, differences(known, value[key]));
    else if (typeof additionalProperties === 'object')
      found = added(found, '*', differences(additionalProperties, value[key]));
    else if (!additionalProperties)
      found = [...found, { kind: 'FIELD', path: FIELD_NAME.test(key) ? key : '*', found: '' }];
  }
  return found;
}

/** Adds what was found below `step`: a field, or `[]`. */
function added(
  found: readonly Difference[],
  step: string,
  below: readonly Difference[],
): readonly Difference[] {
  if (below.length === 0) return found;
  const isPlain = (path: string): boolean => path === '' || path.startsWith('[]');
  return [
    ...found,
    ...below.map(({ path, ...rest }) => ({ ...rest, path: isPlain(path) ? step + path : `${step}.${path}` })),
  ];
}

/** Of alternatives the one that fits best. */
function closest(schemas: readonly JsonSchema[], value: unknown): readonly Difference[] {
  let best: readonly Difference[] | undefined;
  for (const schema of schemas) {
    if (schema.type === 'null') continue;
    const found = differences(schema, value);
    if (found.length === 0) return NONE;
    if (best === undefined || found.length < best.length) best = found;
  }
  return best ?? NONE;
}

function valueAt(path: string, value: string): Difference {
  return { kind: 'VALUE', path, found: CONSTANT.test(value) ? value : '' };
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Rows that are kept of an account, and differences that wait in memory. */
const MOST_ROWS = 1_000;

const FLUSH_EVERY_MS = 60_000;

const MAX_PAGE = 200;

/** Something that iDenfy sends and this version does not know. */
export interface ContractDifference {
  readonly id: string;
  readonly account: string;
  /** `FIELD`: an unknown field. `VALUE`: an unknown value of a known field. `TYPE`: a known field of another type. */
  readonly kind: DriftKind;
  /** Where, such as `status.fraudTags[]`; names that iDenfy does not fix are `*`. */
  readonly path: string;
  /** The value or the type; null for a field, and for a value that could be personal. */
  readonly found: string | null;
  /** How many times, over all webhooks. */
  readonly seen: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** Which differences to list, the newest first. */
export interface ContractDriftQuery {
  account?: string | undefined;
  /** Only those older than this one: the last `id` of the page before. */
  before?: string | undefined;
  /** 1 to 200. @default 50 */
  limit?: number | undefined;
}

/** A webhook that is done with, and what was found in it. */
export interface DriftingWebhook {
  readonly account: string;
  readonly differences: readonly Difference[];
}

interface Counted extends Difference {
  readonly account: string;
  seen: number;
}

/**
 * Counts what iDenfy sends and the contract does not know, so that a change at iDenfy shows before it hurts. It is counted in
 * memory, after the webhook is committed, and written every minute: a process that is killed loses a minute of counts.
 */
@Injectable()
export class ContractDrift {
  #counted = new Map<string, Counted>();
  #flushedAtMs: number;

  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {
    this.#flushedAtMs = clock.elapsedMs();
  }

  add(webhooks: readonly DriftingWebhook[]): void {
    for (const { account, differences } of webhooks) {
      for (const difference of differences) {
        this.#count({ ...difference, account, seen: 1 });
      }
    }
  }

  /** Writes what was counted, at most once a minute. */
  async flushWhenDue(): Promise<void> {
    if (this.clock.elapsedMs() - this.#flushedAtMs >= FLUSH_EVERY_MS) await this.flush();
  }

  /** Writes what was counted. Where that fails, it stays counted for the next time. */
  async flush(): Promise<void> {
    this.#flushedAtMs = this.clock.elapsedMs();
    if (this.#counted.size === 0) return;
    const counted = this.#counted;
    this.#counted = new Map();
    try {
      await this.#write([...counted.values()]);
    } catch (error) {
      for (const difference of counted.values()) this.#count(difference);
      throw error;
    }
  }

  /** @throws IdenfyValidationError for a `before` that is not an id */
  async list({ account, before, limit = 50 }: ContractDriftQuery = {}): Promise<
    readonly ContractDifference[]
  > {
    return this.database.query(
      `select id, account, kind, path, nullif(found, '') as found, seen::float8 as seen, first_seen_at as "firstSeenAt",
              last_seen_at as "lastSeenAt"
         from ${this.database.tables.drift}
        where ($1::text is null or account = $1) and ($2::bigint is null or id < $2)
        order by id desc
        limit $3`,
      [account ?? null, rowIdOrNull(before, 'before'), Math.min(Math.max(1, limit), MAX_PAGE)],
    );
  }

  #count({ account, kind, path, found, seen }: Counted): void {
    const key = [account, kind, path, found].join('\n');
    const known = this.#counted.get(key);
    if (known) known.seen += seen;
    else if (this.#counted.size < MOST_ROWS) this.#counted.set(key, { account, kind, path, found, seen });
  }

  /** One writer at a time, so that an account never has more rows than it may. */
  async #write(counted: readonly Counted[]): Promise<void> {
    const { drift } = this.database.tables;
    await this.database.transaction(async (manager) => {
      await manager.query(`lock table ${drift} in share row exclusive mode`);
      await manager.query(
        `insert into ${drift} (account, kind, path, found, seen, first_seen_at, last_seen_at)
         select account, kind, path, found, seen, ${nowSql('$6')}, ${nowSql('$6')}
           from (select c.*, d.id is not null as known,
                        row_number() over (partition by c.account, d.id is null order by c.position) as number,
                        (select count(*) from ${drift} o where o.account = c.account) as rows
                   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) with ordinality
                          as c(account, kind, path, found, seen, position)
                   left join ${drift} d
                     on d.account = c.account and d.kind = c.kind and d.path = c.path and d.found = c.found) counted
          where known or number <= ${MOST_ROWS} - rows
          order by position
             on conflict (account, kind, path, found)
             do update set seen = ${drift}.seen + excluded.seen, last_seen_at = excluded.last_seen_at`,
        [
          textArray(counted.map(({ account }) => account)),
          textArray(counted.map(({ kind }) => kind)),
          textArray(counted.map(({ path }) => path)),
          textArray(counted.map(({ found }) => found)),
          int8Array(counted.map(({ seen }) => String(seen))),
          this.clock.databaseTime(),
        ],
      );
    });
  }
}
