import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyNotFoundError } from '../errors/idenfy-not-found.error.js';
import { IdenfyValidationError } from '../errors/idenfy-validation.error.js';
import { AccessAudit } from '../verification/audit/access-audit.js';
import { IdenfyPerson } from '../verification/entities/person.entity.js';

/** Whom a hold is about. */
export interface HeldPerson {
  clientId: string;
  /** @default 'default' */
  account?: string;
}

/**
 * Keeps a person's verifications from being erased while a court, an authority or a claim needs them, whoever asks and
 * however long they have been kept. Both acts stand in the audit.
 */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AccessAudit,
  ) {}

  /**
   * @param reason what it is for, for example a case number; free of personal values
   * @throws IdenfyNotFoundError for somebody never heard of
   * @throws IdenfyValidationError for an empty reason
   */
  async place(person: HeldPerson, { reason, staffId }: { reason: string; staffId: string }): Promise<void> {
    if (reason.trim() === '') {
      throw new IdenfyValidationError({
        field: 'reason',
        message: "Field 'reason' must say what the hold is for.",
      });
    }
    await this.write(person, { hold: reason, reason, staffId });
  }

  /** @throws IdenfyNotFoundError for somebody never heard of */
  async lift(person: HeldPerson, { reason, staffId }: { reason: string; staffId: string }): Promise<void> {
    await this.write(person, { hold: null, reason, staffId });
  }

  private async write(
    { clientId, account = 'default' }: HeldPerson,
    { hold, reason, staffId }: { hold: string | null; reason: string; staffId: string },
  ): Promise<void> {
    const people = this.dataSource.getRepository(IdenfyPerson);
    const person = await people.findOneBy({ account, clientId });
    if (!person)
      throw new IdenfyNotFoundError({ message: 'Nobody of that name has started a verification.' });
    const verification = person.currentVerificationId === null ? null : { id: person.currentVerificationId };
    const detail = hold === null ? 'LIFTED' : 'PLACED';
    await this.audit.record({ verification, staffId, action: 'LEGAL_HOLD', detail, reason });
    await people.update(person.id, { legalHold: hold });
  }
}
