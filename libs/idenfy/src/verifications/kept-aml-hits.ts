import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import type { KeptAmlHit } from './aml-hits.js';
import { VerificationOptions } from './verification.options.js';

/** Keeps the hits of the last result that had any section about them, sealed, unless nothing is kept. */
@Injectable()
export class KeptAmlHits {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly options: VerificationOptions,
  ) {}

  /** Takes over the hits of a result that has just been applied. */
  take(row: IdenfyVerification, hits: readonly KeptAmlHit[] | null): void {
    if (hits === null || this.options.keep === 'nothing') return;
    row.amlHits = this.cipher.seal(JSON.stringify(hits), associatedData.amlHits(row.id));
  }

  /** The hits; null where no result had a section about them, and once they were erased. */
  async of({ id }: Pick<IdenfyVerification, 'id'>): Promise<readonly KeptAmlHit[] | null> {
    const row = await this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .select(['v.id', 'v.amlHits'])
        .where('v.id = :id', { id })
        .getOneOrFail(),
    );
    if (row.amlHits === null) return null;
    return JSON.parse(this.cipher.open(row.amlHits, associatedData.amlHits(id)).toString()) as KeptAmlHit[];
  }
}
