import { Injectable, type Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Registration } from '../client/registration.js';
import { int8Array, textArray } from '../database/binary-array.js';
import { Database } from '../database/database.js';
import { errorText } from '../errors/idenfy.error.js';
import { associatedData, FieldCipher, MissingKeyError } from '../privacy/field-cipher.js';
import { HashKey } from '../privacy/hash-key.js';
import { type ParsedWebhook, readWebhook } from '../verifications/read-webhook.js';
import { type Difference, differencesIn } from './contract-drift.js';
import type { ClaimedWebhook } from './inbox-statements.js';

/** A claimed webhook as far as it could be read. */
export interface OpenedWebhook {
  readonly row: ClaimedWebhook;
  readonly webhook: ReadWebhook | ClosedWebhook;
  readonly named: NamedIds;
  readonly differences: readonly Difference[];
}

/** Without the payload: the parsed bodies of a whole batch would be copied by every garbage collection until the commit. */
type ReadWebhook = WithoutPayload<ParsedWebhook>;
type WithoutPayload<Webhook> = Webhook extends unknown ? Omit<Webhook, 'payload'> : never;

const NO_NAMES: NamedIds = { scanRefs: [], clientIds: [] };

/** A webhook that cannot be read: its key is missing, or it has a fault of its own. */
interface ClosedWebhook {
  readonly kind: 'keyMissing' | 'faulty';
  readonly error: string;
}

/** A webhook whose runs can be written. */
export type ReadableWebhook = OpenedWebhook & {
  readonly webhook: Extract<ReadWebhook, { readonly kind: 'verification' | 'other' }>;
};

/** Whether its handlers can be called with it. */
export function isReadable(opened: OpenedWebhook): opened is ReadableWebhook {
  const { kind } = opened.webhook;
  return kind === 'verification' || kind === 'other';
}

/** Decrypts and reads claimed webhooks. Never throws. */
@Injectable()
export class WebhookContents {
  readonly #logger: Logger;
  readonly #keysMissed = new Set<string>();

  constructor(
    private readonly cipher: FieldCipher,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyWebhookWorker');
  }

  open(row: ClaimedWebhook): OpenedWebhook {
    if (!row.body) return unread(row, { kind: 'unreadable', reason: 'purged' });
    try {
      const body = this.cipher.open(row.body, associatedData.webhookBody(row.account, row.digest));
      const webhook = readWebhook(body, row.event_type);
      const named = namedIn(body, webhook);
      if (webhook.kind === 'unreadable') return { ...unread(row, webhook), named };
      if (webhook.kind === 'verification') row.scan_ref = webhook.signed.scanRef;
      const { payload: _, ...rest } = webhook;
      return { row, webhook: rest, named, differences: differencesIn(webhook, row.event_type) };
    } catch (error) {
      // the key may return to the key ring, so the webhook is kept for it
      const kind = error instanceof MissingKeyError ? 'keyMissing' : 'faulty';
      if (error instanceof MissingKeyError) this.#warnOf(error);
      return unread(row, { kind, error: errorText(error) });
    } finally {
      // frees up to 10 MB before the batch ends
      row.body = null;
    }
  }

  /** Once for each key: all that it sealed waits. */
  #warnOf({ keyId }: MissingKeyError): void {
    if (this.#keysMissed.has(keyId)) return;
    this.#keysMissed.add(keyId);
    this.#logger.error(
      `Webhooks wait for the encryption key "${keyId}", which is not in the key ring: add it to encryptionKeys.`,
    );
  }
}

function unread(row: ClaimedWebhook, webhook: OpenedWebhook['webhook']): OpenedWebhook {
  return { row, webhook, named: NO_NAMES, differences: [] };
}

/** What a webhook names: sessions and people, as sent. */
interface NamedIds {
  readonly scanRefs: readonly string[];
  readonly clientIds: readonly string[];
}

/** A webhook of the inbox, and what it names. */
interface NamingWebhook {
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
function namedIn(body: Uint8Array, webhook: ParsedWebhook): NamedIds {
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
