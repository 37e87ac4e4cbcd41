import type { StatusResponse } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import type { Actor } from '../database/actor.js';
import { ChangeTransaction } from './change-log.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { DebugLog } from '../outbox/debug-log.js';
import { levelOf, type StatusReport } from './merge.js';
import { tagsAndResults } from './read-webhook.js';
import { mergeInto } from './report-applier.js';
import { WireReader } from './wire-reader.js';
import { MissingData } from './extracted-data.js';
import { scanRefOf, LookupThrottle } from './lookup-throttle.js';

/** Looks up the status of a verification at iDenfy: a fallback for a webhook that did not arrive. */
@Injectable()
export class Lookups {
  constructor(
    private readonly retrieval: IdenfyRetrievalService,
    private readonly throttle: LookupThrottle,
    private readonly missingData: MissingData,
    private readonly changes: ChangeTransaction,
    private readonly debug: DebugLog,
  ) {}

  /**
   * Looks up the status, and the data of the document where a verdict was reported without it.
   *
   * @throws IdenfyThrottledError when it was looked up less than ten minutes ago
   * @throws IdenfyConflictError `ERASED`, `SESSION_UNRECOVERABLE`
   */
  async refresh(verification: IdenfyVerification, actor: Actor): Promise<IdenfyVerification> {
    const scanRef = scanRefOf(verification);
    const { answer, askedAt } = await this.throttle.run(verification, 'looked_up_at', async (at) => ({
      answer: await this.retrieval.status(scanRef, { account: verification.account }),
      askedAt: at,
    }));
    const report = reportOfLookup(answer, askedAt);
    const documentAnswer = await this.missingData.askAfter(verification, report.status);
    return this.changes.of(verification.id, (change) => {
      const row = change.verification;
      scanRefOf(row); // throws if the row was erased meanwhile, so that the answer does not restore its data
      row.lookedUpAt = askedAt;
      row.lookups += 1;
      row.unanswered = 0;
      const effect = mergeInto(change, report, { cause: 'LOOKUP', actor });
      this.debug.write(
        'IdenfyLookups',
        () => `Looked up verification ${row.id}: ${effect}, now ${row.status}, rank ${row.rank}`,
      );
      this.missingData.fill(change, documentAnswer);
    });
  }
}

/** `/status` has no `final` (S3), so a verdict there counts as final unless the answer says otherwise. */
export function reportOfLookup(answer: StatusResponse, askedAt: Date): StatusReport {
  const seconds = Math.floor(askedAt.getTime() / 1000);
  const reader = new WireReader(answer);
  const status = reader.text('status') ?? '';
  return {
    ...tagsAndResults(reader),
    status,
    level: levelOf(status, reader.flag('final') !== false),
    source: 'looked-up',
    finishTime: seconds,
    resubmission: false,
    receivedAt: seconds,
    lateDuplicate: false,
  };
}
