import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import { IdenfyNotFoundError, IdenfyValidationError } from '../errors/refusal.errors.js';
import { AccessAudit } from '../verifications/access-audit.js';
import { IdenfyPerson } from '../database/entities/person.entity.js';

/** The person whose data is held. */
export interface HeldPerson {
  /** The host's id of the person. */
  clientId: string;
  /** Name of the iDenfy account. @default 'default' */
  account?: string;
}

/**
 * Keeps the verifications of a person from being erased while a court, an authority or a claim needs them, by request as
 * well as by retention. Placing and lifting a hold are recorded in the audit.
 */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly database: Database,
    private readonly audit: AccessAudit,
  ) {}

  /**
   * Places a hold on the person's data.
   *
   * @param act.reason what it is for, such as a case number; without personal data
   * @throws IdenfyNotFoundError for an unknown person
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

  /** Lifts the hold. @throws IdenfyNotFoundError for an unknown person */
  async lift(
    person: HeldPerson,
    { reason, staffId }: { reason?: string | undefined; staffId: string },
  ): Promise<void> {
    await this.write(person, { hold: null, reason, staffId });
  }

  private async write(
    { clientId, account = 'default' }: HeldPerson,
    { hold, reason, staffId }: { hold: string | null; reason?: string | undefined; staffId: string },
  ): Promise<void> {
    const person = await this.database.run((manager) =>
      manager.findOneBy(IdenfyPerson, { account, clientId }),
    );
    if (!person)
      throw new IdenfyNotFoundError({ message: 'No person with this clientId has started a verification.' });
    const verification = person.currentVerificationId === null ? null : { id: person.currentVerificationId };
    const detail = hold === null ? 'LIFTED' : 'PLACED';
    await this.audit.record({ verification, account, staffId, action: 'LEGAL_HOLD', detail, reason });
    await this.database.run((manager) => manager.update(IdenfyPerson, person.id, { legalHold: hold }));
  }
}
