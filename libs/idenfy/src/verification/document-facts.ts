import { Injectable } from '@nestjs/common';
import type { DocumentData } from '../contract/verification-data.js';
import { FieldCipher } from '../privacy/field-cipher.js';
import type { IdenfyVerification } from './entities/verification.entity.js';
import { personalDataPlace } from './sealed-places.js';
import { VerificationSettings } from './verification.options.js';
import { keepUntil, mayVerify } from './verified-until.js';

/** What follows from what iDenfy read of a document: how long the result holds, and the copy where one is kept. */
@Injectable()
export class DocumentFacts {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly settings: VerificationSettings,
  ) {}

  /** Of a result that has just been taken over. */
  take(row: IdenfyVerification, data: DocumentData | null): void {
    if (mayVerify(row)) keepUntil(row, data?.docExpiry ?? null, this.settings);
    this.keep(row, data);
  }

  /** Only what is not known yet. */
  complete(row: IdenfyVerification, data: DocumentData | null): void {
    if (row.verifiedUntil === null) this.take(row, data);
    else this.keep(row, data);
  }

  private keep(row: IdenfyVerification, data: DocumentData | null): void {
    if (this.settings.keep !== 'data' || data === null) return;
    row.personalData = this.cipher.seal(JSON.stringify(data), personalDataPlace(row.id));
  }
}
