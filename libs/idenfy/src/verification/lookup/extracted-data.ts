import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { VerificationData } from '../../contract/verification-data.js';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import { FieldCipher } from '../../privacy/field-cipher.js';
import { IdenfyVerification } from '../entities/verification.entity.js';
import { personalDataPlace } from '../sealed-places.js';
import { tablesOf } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import { scanRefOf } from './scan-ref-of.js';
import { Turns } from './turns.js';

/** What was read from a person's document: our copy where one is kept, else iDenfy's, asked for rarely. */
@Injectable()
export class ExtractedData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly turns: Turns,
    private readonly cipher: FieldCipher,
    private readonly settings: VerificationSettings,
  ) {}

  async of(verification: IdenfyVerification): Promise<VerificationData> {
    const scanRef = scanRefOf(verification);
    const kept = await this.kept(verification.id);
    if (kept) return { ...kept, scanRef, clientId: verification.clientId };
    const data = await this.ask(verification);
    if (this.settings.keep === 'data') await this.keep(verification.id, data);
    return data;
  }

  /** @throws IdenfyThrottledError when it was asked for less than ten minutes ago */
  async ask(verification: IdenfyVerification): Promise<VerificationData> {
    const scanRef = scanRefOf(verification);
    return this.turns.take(verification, 'data_asked_at', () =>
      this.retrieval.data(scanRef, { account: verification.account }),
    );
  }

  async isKept(id: string): Promise<boolean> {
    const [row] = await this.dataSource.query<{ kept: boolean }[]>(
      `select personal_data is not null as kept from ${tablesOf(this.dataSource).verification} where id = $1`,
      [id],
    );
    return row?.kept === true;
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
