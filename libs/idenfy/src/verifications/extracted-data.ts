import { Database } from '../database/database.js';
import type { VerificationData } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { isIdenfyError } from '../errors/idenfy.error.js';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { SYSTEM } from '../database/actor.js';
import { ChangeTransaction } from './change-log.js';
import type { Change } from './change.js';
import { DocumentFacts, lacksExpiry, mayVerify } from './result-facts.js';
import { scanRefOf, LookupThrottle } from './lookup-throttle.js';
import { isVerdict } from './merge.js';
import { keepsData, VerificationOptions } from './verification.options.js';

/** The data extracted from a person's document: the copy kept here, or else what iDenfy answers to `/data`. */
@Injectable()
export class ExtractedData {
  constructor(
    private readonly database: Database,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly throttle: LookupThrottle,
    private readonly cipher: FieldCipher,
    private readonly settings: VerificationOptions,
  ) {}

  /** @throws IdenfyThrottledError when no copy is kept and `/data` was requested less than ten minutes ago */
  async of(verification: IdenfyVerification): Promise<VerificationData> {
    const scanRef = scanRefOf(verification);
    const kept = await this.copyOf(verification);
    if (kept) return { ...kept, scanRef, clientId: verification.clientId };
    const data = await this.ask(verification);
    if (keepsData(this.settings)) await this.keep(verification.id, data);
    return data;
  }

  /** Requests `/data`. @throws IdenfyThrottledError when it was requested less than ten minutes ago */
  async ask(verification: IdenfyVerification): Promise<VerificationData> {
    const scanRef = scanRefOf(verification);
    return this.throttle.run(verification, 'data_asked_at', () =>
      this.retrieval.data(scanRef, { account: verification.account }),
    );
  }

  /** Whether a copy is kept here. */
  async isKept(id: string): Promise<boolean> {
    const [row] = await this.database.query<{ kept: boolean }[]>(
      `select personal_data is not null as kept from ${this.database.tables.verification} where id = $1`,
      [id],
    );
    return row?.kept === true;
  }

  /** The copy kept here, or null; iDenfy is not asked. */
  async copyOf({ id }: Pick<IdenfyVerification, 'id'>): Promise<VerificationData | null> {
    const row = await this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .select(['v.id', 'v.personalData'])
        .where('v.id = :id', { id })
        .getOneOrFail(),
    );
    if (row.personalData === null) return null;
    return JSON.parse(
      this.cipher.open(row.personalData, associatedData.personalData(id)).toString(),
    ) as VerificationData;
  }

  /** Keeps no copy if the verification was erased while iDenfy was asked. */
  private async keep(id: string, data: VerificationData): Promise<void> {
    await this.database.query(
      `update ${this.database.tables.verification} set personal_data = $2 where id = $1 and erased_at is null`,
      [id, this.cipher.seal(JSON.stringify(data), associatedData.personalData(id))],
    );
  }
}

const RETRY_AFTER_MS = 15 * 60 * 1_000;

/** What iDenfy answered to `/data`; `failed` when the request failed. */
interface DocumentAnswer {
  readonly data: VerificationData | null;
  readonly failed: boolean;
}

/** Requests what a verdict from a lookup lacks: `/status` contains no data of the document (S3). */
@Injectable()
export class MissingData {
  constructor(
    private readonly extractedData: ExtractedData,
    private readonly facts: DocumentFacts,
    private readonly changes: ChangeTransaction,
    private readonly settings: VerificationOptions,
  ) {}

  /** A verdict is useful without the data of the document, so a failure here is not thrown: the sweep asks again. */
  async askAfter(verification: IdenfyVerification, status: string): Promise<DocumentAnswer> {
    try {
      return { data: await this.ask(verification, status), failed: false };
    } catch (error) {
      if (!isIdenfyError(error)) throw error;
      return { data: null, failed: true };
    }
  }

  /** Adds the answer to a change; where the request failed, the sweep asks again in 15 minutes. */
  fill(change: Change, { data, failed }: DocumentAnswer): void {
    this.facts.complete(change.verification, data, change.at);
    if (failed) change.verification.deadlineAt = new Date(change.at.getTime() + RETRY_AFTER_MS);
  }

  /** Requests again what an earlier lookup did not get. @throws IdenfyError that the call to iDenfy ended with */
  async complete(verification: IdenfyVerification): Promise<void> {
    const data = await this.ask(verification, verification.status);
    await this.changes.of(verification.id, (change) => {
      if (change.verification.erasedAt !== null) return;
      change.record(
        { cause: 'LOOKUP', source: 'looked-up', actor: SYSTEM, effect: 'noted', note: 'DATA' },
        (row) => {
          this.facts.complete(row, data, change.at);
          row.deadlineAt = null;
        },
      );
    });
  }

  private async ask(verification: IdenfyVerification, status: string): Promise<VerificationData | null> {
    return (await this.isMissing(verification, status)) ? this.extractedData.ask(verification) : null;
  }

  private async isMissing(verification: IdenfyVerification, status: string): Promise<boolean> {
    if (mayVerify({ status }) && lacksExpiry(verification)) return true;
    if (!keepsData(this.settings) || !isVerdict(status)) return false;
    return !(await this.extractedData.isKept(verification.id));
  }
}
