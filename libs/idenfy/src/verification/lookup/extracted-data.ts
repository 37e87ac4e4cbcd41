import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import type { VerificationData } from '../../contract/verification-data.js';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import { FieldCipher } from '../../privacy/field-cipher.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { personalDataPlace } from '../sealed-places.js';
import { tablesOf } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import { LookUps, scanRefOf } from './look-ups.js';

/** What was read from a person's document: our copy where one is kept, else iDenfy's, asked for rarely. */
@Injectable()
export class ExtractedData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly lookUps: LookUps,
    private readonly cipher: FieldCipher,
    private readonly settings: VerificationSettings,
    private readonly clock: IdenfyClock,
  ) {}

  async of(verification: IdenfyVerification): Promise<VerificationData> {
    const scanRef = scanRefOf(verification);
    const kept = await this.kept(verification.id);
    if (kept) return { ...kept, scanRef, clientId: verification.clientId };
    const data = await this.lookUps.inTurn(verification, 'data_asked_at', this.clock.now(), () =>
      this.retrieval.data(scanRef, { account: verification.account }),
    );
    if (this.settings.keep === 'data') await this.keep(verification.id, data);
    return data;
  }

  private async kept(id: string): Promise<VerificationData | null> {
    const row = await this.dataSource
      .createQueryBuilder(IdenfyVerification, 'v')
      .select(['v.id', 'v.personalData'])
      .where('v.id = :id', { id })
      .getOneOrFail();
    if (row.personalData === null) return null;
    return JSON.parse(
      this.cipher.open(row.personalData, personalDataPlace(id)).toString(),
    ) as VerificationData;
  }

  /** Unless it was erased while iDenfy was asked. */
  private async keep(id: string, data: VerificationData): Promise<void> {
    await this.dataSource.query(
      `update ${tablesOf(this.dataSource).verification} set personal_data = $2 where id = $1 and erased_at is null`,
      [id, this.cipher.seal(JSON.stringify(data), personalDataPlace(id))],
    );
  }
}
