import { Injectable } from '@nestjs/common';
import type { VerificationData } from '../../contract/verification-data.js';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { SYSTEM } from '../actor.js';
import type { Change } from '../changes/change.js';
import { ChangeTransaction } from '../changes/change-transaction.js';
import { DocumentFacts } from '../document-facts.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { isVerdict } from '../merge/verdict.js';
import { VerificationSettings } from '../verification.options.js';
import { mayVerify } from '../verified-until.js';
import { ExtractedData } from './extracted-data.js';

const TRY_AGAIN_MS = 15 * 60 * 1_000;

/** What iDenfy told of the document; `owed` when it was asked and did not tell. */
interface Told {
  readonly data: VerificationData | null;
  readonly owed: boolean;
}

/** `/status` says nothing of the document (S3): this asks for what a verdict that was looked up lacks. */
@Injectable()
export class MissingData {
  constructor(
    private readonly extractedData: ExtractedData,
    private readonly facts: DocumentFacts,
    private readonly changes: ChangeTransaction,
    private readonly settings: VerificationSettings,
  ) {}

  /** A verdict is worth having without its document, so a failure only leaves the data to be asked for again. */
  async askAfter(verification: IdenfyVerification, status: string): Promise<Told> {
    try {
      return { data: await this.ask(verification, status), owed: false };
    } catch (error) {
      if (!isIdenfyError(error)) throw error;
      return { data: null, owed: true };
    }
  }

  fill(change: Change, { data, owed }: Told): void {
    this.facts.complete(change.verification, data);
    if (owed) change.verification.deadlineAt = new Date(change.at.getTime() + TRY_AGAIN_MS);
  }

  /** Asks again for what an earlier look-up was not told. @throws IdenfyError whatever the call ended with */
  async complete(verification: IdenfyVerification): Promise<void> {
    const data = await this.ask(verification, verification.status);
    await this.changes.of(verification.id, (change) => {
      if (change.verification.erasedAt !== null) return;
      change.record(
        { cause: 'LOOKUP', source: 'looked-up', actor: SYSTEM, effect: 'noted', note: 'DATA' },
        (row) => {
          this.facts.complete(row, data);
          row.deadlineAt = null;
        },
      );
    });
  }

  private async ask(verification: IdenfyVerification, status: string): Promise<VerificationData | null> {
    return (await this.isMissing(verification, status)) ? this.extractedData.ask(verification) : null;
  }

  private async isMissing({ id, verifiedUntil }: IdenfyVerification, status: string): Promise<boolean> {
    if (mayVerify({ status }) && verifiedUntil === null) return true;
    if (this.settings.keep !== 'data' || !isVerdict(status)) return false;
    return !(await this.extractedData.isKept(id));
  }
}
