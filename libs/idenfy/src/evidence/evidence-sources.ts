import { Injectable } from '@nestjs/common';
import type { FilesResponse } from '@nestjs-idenfy/contract';
import { Database } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyRetrievalService, mediaFiles } from '../operations/retrieval.service.js';
import { associatedData, FieldCipher, SealedValueError } from '../privacy/field-cipher.js';
import { LookupThrottle, scanRefOf } from '../verifications/lookup-throttle.js';
import { readWebhook } from '../verifications/read-webhook.js';
import type { ImageLinks } from './evidence-collections.js';

/** A webhook that moved a verdict. */
export interface VerdictWebhook {
  readonly id: string;
  readonly signingKey: string | null;
  readonly receivedAt: Date;
  /** Its bytes, or why they cannot be had. */
  readonly body: Buffer | 'PURGED' | 'UNREADABLE';
}

/** Where evidence comes from: webhooks that are still in the inbox, and the links in them or in an answer of iDenfy. */
@Injectable()
export class EvidenceSources {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly throttle: LookupThrottle,
  ) {}

  /** Row ids of the webhooks that moved the verdict, oldest first. */
  async webhooksOf(verificationId: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `select distinct inbox_id as id from ${this.database.tables.event}
        where verification_id = $1 and cause = 'WEBHOOK' and effect in ('applied', 'conflict') and inbox_id is not null
        order by inbox_id`,
      [verificationId],
    );
    return rows.map(({ id }) => id);
  }

  /** One of them: read one by one, because each may have 10 MB. */
  async webhook(id: string): Promise<VerdictWebhook | null> {
    const [row] = await this.database.query<
      {
        account: string;
        digest: string;
        body: Buffer | null;
        key_id: string | null;
        received_at: Date;
      }[]
    >(
      `select account, encode(digest, 'hex') as digest, body, key_id, received_at
         from ${this.database.tables.webhook} where id = $1`,
      [id],
    );
    if (!row) return null;
    const { account, digest, body } = row;
    return {
      id,
      signingKey: row.key_id,
      receivedAt: row.received_at,
      body: body === null ? 'PURGED' : this.open(body, associatedData.webhookBody(account, digest)),
    };
  }

  /** The links in the bytes of a webhook; null where it is no result. */
  linksIn(body: Buffer): ImageLinks | null {
    const parsed = readWebhook(body, null);
    return parsed.kind === 'verification' ? imageLinks(parsed.payload) : null;
  }

  /**
   * New links from `/files`, at most once in ten minutes for each verification.
   * @throws IdenfyThrottledError, IdenfyError that the call ended with
   */
  async renewedLinks(verification: IdenfyVerification): Promise<ImageLinks> {
    const { account } = verification;
    const answer = await this.throttle.run(verification, 'files_asked_at', () =>
      this.retrieval.files(scanRefOf(verification), { account }),
    );
    return imageLinks(answer);
  }

  private open(body: Buffer, bound: string): Buffer | 'UNREADABLE' {
    try {
      return this.cipher.open(body, bound);
    } catch (error) {
      if (error instanceof SealedValueError) return 'UNREADABLE';
      throw error;
    }
  }
}

/** Without videos: they are as large as everything else together, and no verdict rests on one alone. */
function imageLinks(payload: object): ImageLinks {
  const links: FilesResponse = {
    fileUrls: linksOf(payload, 'fileUrls'),
    additionalStepPdfUrls: linksOf(payload, 'additionalStepPdfUrls'),
  };
  return mediaFiles(links);
}

/** Values come from outside: what is no link is left out. */
function linksOf(payload: object, field: string): Record<string, string[]> {
  const links: unknown = Reflect.get(payload, field);
  if (typeof links !== 'object' || links === null) return {};
  return Object.fromEntries(
    Object.entries(links).map(([step, link]) => [
      step,
      [link].flat().filter((url) => typeof url === 'string'),
    ]),
  );
}
