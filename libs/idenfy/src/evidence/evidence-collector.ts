import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { MissingReason } from '../database/entities/evidence.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { isDatabaseAway } from '../database/database-errors.js';
import { Attempt } from './attempt.js';
import { IdenfyContractError } from '../errors/call.errors.js';
import { errorText, type IdenfyError, isIdenfyError } from '../errors/idenfy.error.js';
import {
  IdenfyNotFoundError,
  IdenfyThrottledError,
  IdenfyValidationError,
} from '../errors/refusal.errors.js';
import { safeMediaType } from '../operations/media-type.js';
import { IdenfyRetrievalService } from '../operations/retrieval.service.js';
import { scanRefOf } from '../verifications/lookup-throttle.js';
import {
  type ClaimedCollection,
  CollectionLostError,
  EvidenceCollections,
  type ImageLinks,
} from './evidence-collections.js';
import { EvidenceSources } from './evidence-sources.js';
import { type EvidenceName, EvidenceRecords } from './kept-evidence.js';

/** Collections that one process works on at the same time. */
const AT_ONCE = 4;

/** Stands for what could not be listed. */
const ALL = '*';

/**
 * Collects what a final verdict rests on: the webhooks that moved it, the images, and iDenfy's report. Each piece is kept or known
 * to be missing by itself, so that an attempt goes on where the one before ended.
 *
 * Links are those of the webhook. They end within the hour, so where one is found expired iDenfy is asked for new ones: once for each
 * collection, and under the lookup throttle.
 */
@Injectable()
export class EvidenceCollector {
  readonly #logger = new Logger(EvidenceCollector.name);

  constructor(
    private readonly database: Database,
    private readonly collections: EvidenceCollections,
    private readonly records: EvidenceRecords,
    private readonly sources: EvidenceSources,
    private readonly retrieval: IdenfyRetrievalService,
  ) {}

  /**
   * Makes one attempt at each collection that is due, four at a time, and returns how many; any number of processes may.
   * @param signal ends it: what is under way is given back
   */
  async run(signal: AbortSignal = new AbortController().signal): Promise<number> {
    const lane = async (): Promise<number> => {
      for (let done = 0; ; done++) {
        const claimed = signal.aborted ? null : await this.collections.claim();
        if (claimed === null) return done;
        await this.attempt(claimed, signal);
      }
    };
    const lanes = await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return lanes.reduce((sum, done) => sum + done, 0);
  }

  /** An error with one collection does not keep the others waiting. */
  private async attempt(claimed: ClaimedCollection, signal: AbortSignal): Promise<void> {
    try {
      await this.collect(claimed, signal);
    } catch (error) {
      if (error instanceof CollectionLostError) return;
      if (isDatabaseAway(error)) throw error;
      if (!signal.aborted) {
        this.#logger.warn(`Evidence could not be collected: ${errorText(error)}. It is tried again later.`);
      }
      await this.collections.retryLater(claimed, signal.aborted ? 0 : undefined).catch(() => undefined);
    }
  }

  private async collect(claimed: ClaimedCollection, signal: AbortSignal): Promise<void> {
    const verification = await this.database.run((manager) =>
      manager.findOneBy(IdenfyVerification, { id: claimed.verificationId }),
    );
    if (!verification || verification.erasedAt !== null) return; // the erasure deletes the collection
    const attempt = new Attempt(claimed, verification, signal, await this.records.settledIn(claimed));
    const links = await this.keepWebhooks(attempt);
    await this.keepImages(attempt, links);
    await this.keepReport(attempt);
    if (attempt.isComplete) await this.collections.finish(claimed);
    else await this.collections.retryLater(claimed, attempt.afterMs);
  }

  /** Returns the links in the newest one. */
  private async keepWebhooks(attempt: Attempt): Promise<ImageLinks | null> {
    const { claimed } = attempt;
    const kept = await this.records.keptWebhooks(claimed.verificationId);
    let links: ImageLinks | null = null;
    for (const id of await this.sources.webhooksOf(claimed.verificationId)) {
      const piece = { kind: 'WEBHOOK', name: id } as const;
      const webhook = await this.sources.webhook(id);
      const body = webhook?.body ?? 'PURGED';
      if (Buffer.isBuffer(body)) links = this.sources.linksIn(body) ?? links;
      if (kept.includes(id) || attempt.isSettled(piece)) continue;
      if (webhook === null || !Buffer.isBuffer(body)) {
        await this.records.miss(claimed, piece, body === 'UNREADABLE' ? body : 'PURGED');
        continue;
      }
      const { signingKey, receivedAt } = webhook;
      const content = onePiece(body);
      await this.records.keep(claimed, {
        ...piece,
        contentType: 'application/json',
        content,
        signingKey,
        receivedAt,
      });
    }
    return links;
  }

  private async keepImages(attempt: Attempt, links: ImageLinks | null): Promise<void> {
    const { claimed } = attempt;
    if (attempt.isSettled({ kind: 'IMAGE', name: ALL })) return;
    const known = claimed.renewedLinks ?? links ?? new Map<string, string>();
    const expired = await this.download(attempt, known);
    if (claimed.renewedLinks !== null) return this.missAll(attempt, expired, 'LINK_EXPIRED');
    if (expired.length === 0 && known.size > 0) return;
    const renewed = await this.renew(attempt);
    if (renewed === null) return;
    await this.missAll(
      attempt,
      renewed.size === 0 && expired.length === 0 ? [ALL] : expired.filter((name) => !renewed.has(name)),
      'NOT_AT_IDENFY',
    );
    await this.missAll(attempt, await this.download(attempt, renewed), 'LINK_EXPIRED');
  }

  /** Null where that is left to another attempt, or was refused. */
  private async renew(attempt: Attempt): Promise<ImageLinks | null> {
    let links: ImageLinks | null = null;
    await this.settle(attempt, { kind: 'IMAGE', name: ALL }, async () => {
      links = await this.sources.renewedLinks(attempt.verification);
      await this.collections.renewed(attempt.claimed, links);
    });
    return links;
  }

  /** Returns the names of those whose link has expired. */
  private async download(attempt: Attempt, links: ImageLinks): Promise<readonly string[]> {
    const { claimed, verification, signal } = attempt;
    const expired: string[] = [];
    for (const [name, link] of links) {
      const piece = { kind: 'IMAGE', name } as const;
      if (attempt.isSettled(piece)) continue;
      const outcome = await this.settle(attempt, piece, async () => {
        const { stream, contentType } = await this.retrieval.download(link, {
          account: verification.account,
          signal,
        });
        try {
          await this.records.keep(claimed, {
            ...piece,
            contentType: safeMediaType(contentType).type,
            content: stream,
          });
        } finally {
          stream.destroy();
        }
      });
      if (outcome === 'expired') expired.push(name);
    }
    return expired;
  }

  private async keepReport(attempt: Attempt): Promise<void> {
    const { claimed, verification, signal } = attempt;
    const piece = { kind: 'REPORT', name: 'report' } as const;
    if (attempt.isSettled(piece)) return;
    await this.settle(attempt, piece, async () => {
      const pdf = await this.retrieval.report(
        scanRefOf(verification),
        { includeMainStepFiles: true, includeAdditionalStepFiles: true },
        { account: verification.account, signal },
      );
      await this.records.keep(claimed, { ...piece, contentType: 'application/pdf', content: onePiece(pdf) });
    });
  }

  private async missAll(
    { claimed }: Attempt,
    names: readonly string[],
    reason: MissingReason,
  ): Promise<void> {
    for (const name of names) await this.records.miss(claimed, { kind: 'IMAGE', name }, reason);
  }

  /** Keeps one piece, or records why it is missing, or leaves it to another attempt. A link that has expired is left to the caller. */
  private async settle(
    attempt: Attempt,
    piece: EvidenceName,
    keep: () => Promise<void>,
  ): Promise<'settled' | 'later' | 'expired'> {
    const { claimed, signal } = attempt;
    await this.collections.keep(claimed);
    try {
      await keep();
    } catch (error) {
      if (!isIdenfyError(error) || signal.aborted) throw error;
      if (error instanceof IdenfyNotFoundError) return 'expired';
      const isGivenUp = claimed.isLastAttempt && !(error instanceof IdenfyThrottledError);
      if (mayWorkLater(error) && !isGivenUp) {
        attempt.leave(error);
        return 'later';
      }
      await this.records.miss(claimed, piece, reasonFor(error));
    }
    attempt.settle(piece);
    return 'settled';
  }
}

async function* onePiece(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

/** Also where our own account is refused: an operator can change that. */
function mayWorkLater(error: IdenfyError): boolean {
  return error.retryable || error.actor === 'operator';
}

function reasonFor(error: IdenfyError): MissingReason {
  if (error instanceof IdenfyContractError) return 'UNUSABLE';
  if (error instanceof IdenfyValidationError) return 'FORBIDDEN_ADDRESS';
  if (error.retryable) return 'UNREACHABLE';
  return error.httpStatus === 404 ? 'NOT_AT_IDENFY' : 'REFUSED';
}
