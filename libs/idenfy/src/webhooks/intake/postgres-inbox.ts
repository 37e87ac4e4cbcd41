import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyUnavailableError } from '../../errors/idenfy-unavailable.error.js';
import { FieldCipher } from '../../privacy/field-cipher.js';
import { tablesOf } from '../../verification/table-names.js';
import { WebhookSettings } from '../webhook-settings.js';
import { byteaArray, int4Array, textArray } from '../../verification/binary-array.js';
import { GroupCommit } from './group-commit.js';
import { placeOfBody } from './place-of-body.js';
import { PreparedStatement } from '../../verification/prepared-statement.js';
import { type StoredRow, storeDeliveriesSql } from './store-deliveries.js';
import { type Delivery, type StoredDelivery, WebhookInbox } from './webhook-inbox.js';

const MAX_GROUP = 500;
const MAX_GROUP_BYTES = 16 * 2 ** 20;
const MAX_WAITING_BYTES = 64 * 2 ** 20;

interface SealedDelivery extends Delivery {
  readonly place: string;
  /** Hex. */
  readonly digest: string;
  /** By the clock's `elapsedMs()`. */
  readonly cameAtMs: number;
  /** How many of the same bytes in one group this one stands for. */
  count: number;
}

/** Keeps callbacks encrypted in PostgreSQL, many in one commit. */
@Injectable()
export class PostgresInbox extends WebhookInbox {
  readonly #commits = new GroupCommit<SealedDelivery, StoredDelivery>(
    {
      maxItems: MAX_GROUP,
      maxWeight: MAX_GROUP_BYTES,
      maxWaitingWeight: MAX_WAITING_BYTES,
      weigh: ({ body }) => body.length,
    },
    (deliveries) => this.#storeInTime(deliveries),
  );

  #prepared: PreparedStatement<StoredRow> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
    private readonly settings: WebhookSettings,
  ) {
    super();
  }

  async store({ account, body, eventType, keyId }: Delivery): Promise<StoredDelivery> {
    const digest = hash('sha256', body, 'hex');
    const place = placeOfBody(account, digest);
    const sealed: SealedDelivery = {
      account,
      eventType,
      keyId,
      place,
      digest,
      body: this.cipher.seal(body, place),
      cameAtMs: this.clock.elapsedMs(),
      count: 1,
    };
    if (!this.#commits.hasRoomFor(sealed)) throw notStored();
    return this.#commits.add(sealed);
  }

  /**
   * A database that does not answer must not keep iDenfy waiting: it repeats what was answered, not what hangs. What
   * waited for the group before has used up that much of its time, so a group has as long as its oldest has left.
   */
  async #storeInTime(deliveries: readonly SealedDelivery[]): Promise<readonly StoredDelivery[]> {
    const stored = this.#storeAll(deliveries);
    let giveUp = (): void => undefined;
    const [oldest] = deliveries;
    const waitedMs = oldest ? this.clock.elapsedMs() - oldest.cameAtMs : 0;
    const leftMs = Math.max(0, this.settings.storeTimeoutMs - waitedMs);
    const late = new Promise<never>((_, reject) => {
      giveUp = this.clock.after(leftMs, () => reject(notStored()));
    });
    try {
      return await Promise.race([stored, late]);
    } catch (error) {
      throw notStored(error);
    } finally {
      giveUp();
    }
  }

  async #storeAll(deliveries: readonly SealedDelivery[]): Promise<readonly StoredDelivery[]> {
    const merged = mergeRepeats(deliveries);
    const rows = [...merged.values()].toSorted(byPlace);
    const stored = await this.#statement().run([
      textArray(rows.map(({ account }) => account)),
      byteaArray(rows.map(({ digest }) => Buffer.from(digest, 'hex'))),
      byteaArray(rows.map(({ body }) => body)),
      textArray(rows.map(({ eventType }) => eventType)),
      textArray(rows.map(({ keyId }) => keyId)),
      int4Array(rows.map(({ count }) => count)),
      this.clock.now(),
    ]);
    const known = placesKnownBefore(stored, merged);
    return deliveries.map(({ place }) => {
      const repeat = known.has(place);
      known.add(place);
      return { repeat };
    });
  }

  /** Made late: the tables are known once the DataSource is. */
  #statement(): PreparedStatement<StoredRow> {
    this.#prepared ??= new PreparedStatement(
      this.dataSource,
      'idenfy_store_deliveries',
      storeDeliveriesSql(tablesOf(this.dataSource)),
    );
    return this.#prepared;
  }
}

/** ON CONFLICT refuses to meet the same row twice in one statement. */
function mergeRepeats(deliveries: readonly SealedDelivery[]): Map<string, SealedDelivery> {
  const merged = new Map<string, SealedDelivery>();
  for (const delivery of deliveries) {
    const known = merged.get(delivery.place);
    if (known) known.count += 1;
    else merged.set(delivery.place, delivery);
  }
  return merged;
}

/** By account and digest; the server would sort whole bodies. */
function byPlace(one: SealedDelivery, other: SealedDelivery): number {
  return one.place < other.place ? -1 : 1;
}

function placesKnownBefore(
  stored: readonly StoredRow[],
  merged: ReadonlyMap<string, SealedDelivery>,
): Set<string> {
  const known = new Set<string>();
  for (const { account, digest, deliveries } of stored) {
    const place = placeOfBody(account, digest);
    if (deliveries !== merged.get(place)?.count) known.add(place);
  }
  return known;
}

function notStored(cause?: unknown): IdenfyUnavailableError {
  return new IdenfyUnavailableError({ cause });
}
