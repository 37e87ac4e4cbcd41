import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { int8Array, textArray } from '../database/binary-array.js';
import { Database } from '../database/database.js';
import { HashKey } from '../privacy/hash-key.js';
import type { ParsedWebhook } from '../verifications/read-webhook.js';

/** What a webhook names: sessions and people, as sent. */
export interface NamedIds {
  readonly scanRefs: readonly string[];
  readonly clientIds: readonly string[];
}

/** A webhook of the inbox, and what it names. */
export interface NamingWebhook {
  readonly id: string;
  readonly account: string;
  readonly named: NamedIds;
  /** The verification of its scanRef that it was applied to; null where there is none. */
  readonly appliedTo: { readonly clientId: string } | null;
  /** Whether its session may become known yet. */
  readonly isWaiting: boolean;
}

/** Whatever the depth, and also where the body cannot be parsed as a whole. */
const NAMED = /"(scan_?ref|client_?id)"\s*:\s*(?:"((?:[^"\\]|\\.){1,400})"|(\d{1,40}))/giu;

/** More than this in one body name no one in particular. */
const MOST_NAMES = 100;

const utf8 = new TextDecoder();

/** What the body names; of one about a verification only what it is about, because all of it is found by its scanRef. */
export function namedIn(body: Uint8Array, webhook: ParsedWebhook): NamedIds {
  if (webhook.kind === 'verification') {
    const { scanRef, clientId } = webhook.signed;
    return { scanRefs: [scanRef], clientIds: clientId === null ? [] : [clientId] };
  }
  const scanRefs = new Set<string>();
  const clientIds = new Set<string>();
  for (const [, field = '', text, digits] of utf8.decode(body).matchAll(NAMED)) {
    const value = text === undefined ? (digits ?? '') : unescaped(text);
    (field.toLowerCase().startsWith('scan') ? scanRefs : clientIds).add(value);
    if (scanRefs.size + clientIds.size === MOST_NAMES) break;
  }
  return { scanRefs: [...scanRefs], clientIds: [...clientIds] };
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** Keeps by keyed hash what webhooks name, so that the erasure of a person finds all of them. */
@Injectable()
export class NamedIdStore {
  constructor(
    private readonly database: Database,
    private readonly hashKey: HashKey,
  ) {}

  /**
   * Notes what webhooks name beyond the verification that they were applied to, and purges those that arrive after the
   * erasure: of an erased session, and without a known session of an erased person, unless the `clientId` is in use again.
   */
  async note(manager: EntityManager, webhooks: readonly NamingWebhook[]): Promise<void> {
    const naming = webhooks.filter(({ named }) => named.scanRefs.length + named.clientIds.length > 0);
    if (naming.length === 0) return;
    await this.insert(manager, naming);
    const unapplied = naming.filter(({ appliedTo }) => appliedTo === null);
    if (unapplied.length > 0) await this.purgeLate(manager, unapplied);
  }

  private async insert(manager: EntityManager, webhooks: readonly NamingWebhook[]): Promise<void> {
    const names = webhooks.flatMap(({ id, account, named: { scanRefs, clientIds }, appliedTo }) => {
      const hashed = (kind: string) => (value: string) => ({
        id,
        hash: this.hashKey.hash('named', `${account}:${kind}:${value}`),
      });
      return [
        ...(appliedTo ? [] : scanRefs.map(hashed('scanRef'))),
        ...clientIds.filter((clientId) => clientId !== appliedTo?.clientId).map(hashed('clientId')),
      ];
    });
    if (names.length === 0) return;
    await manager.query(
      `insert into ${this.database.tables.webhookName} (webhook_id, hash)
       select distinct id, hash from unnest($1::bigint[], $2::text[]) as n(id, hash) order by id, hash
           on conflict do nothing`,
      [int8Array(names.map(({ id }) => id)), textArray(names.map(({ hash }) => hash))],
    );
  }

  private async purgeLate(manager: EntityManager, webhooks: readonly NamingWebhook[]): Promise<void> {
    const { client, verification, webhook } = this.database.tables;
    const rows = webhooks.flatMap(({ id, account, named: { scanRefs, clientIds }, isWaiting }) => [
      ...scanRefs.map((scanRef) => ({ id, account, scanRef, clientId: null })),
      ...(isWaiting ? [] : clientIds.map((clientId) => ({ id, account, scanRef: null, clientId }))),
    ]);
    await manager.query(
      `with named as materialized (
         select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
                  as n(id, account, scan_ref, client_id, pseudonym)
       ), sessions as materialized (
         select n.id, bool_or(v.erased_at is not null) as erased
           from named n join ${verification} v on v.account = n.account and v.scan_ref = n.scan_ref
          group by n.id
       )
       update ${webhook} w set body = null, purged_at = now(), scan_ref = null
         from named n left join sessions s on s.id = n.id
        where w.id = n.id
          and coalesce(s.erased,
                exists (select from ${verification} v
                         where v.account = n.account and v.client_id = n.pseudonym and v.erased_at is not null)
                and not exists (select from ${client} c where c.account = n.account and c.client_id = n.client_id))`,
      [
        int8Array(rows.map(({ id }) => id)),
        textArray(rows.map(({ account }) => account)),
        textArray(rows.map(({ scanRef }) => scanRef)),
        textArray(rows.map(({ clientId }) => clientId)),
        textArray(
          rows.map(({ account, clientId }) =>
            clientId === null ? null : this.hashKey.hash('pseudonym', `${account}:${clientId}`),
          ),
        ),
      ],
    );
  }
}
