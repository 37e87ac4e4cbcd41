import { Injectable } from '@nestjs/common';
import type { IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { AccessAudit, type RecordedAccess } from '../verifications/access-audit.js';
import { VerificationQueries } from '../verifications/verification-queries.js';
import type { ManifestChain, PackChains } from './pack-manifest.js';

const AT_A_TIME = 500;

/** What is written for a pack. */
export interface PackDocuments {
  /** As JSON, by their path. */
  readonly documents: ReadonlyMap<string, unknown>;
  /** The last links of the audit chains in them. */
  readonly chains: PackChains;
}

/** Writes what the tables tell of a verification. */
@Injectable()
export class PackDocumentWriter {
  constructor(
    private readonly queries: VerificationQueries,
    private readonly audit: AccessAudit,
  ) {}

  async of(verification: IdenfyVerification): Promise<PackDocuments> {
    const history = await this.history(verification);
    const decisions = history.filter(({ cause }) => cause === 'DECISION' || cause === 'PROPOSAL');
    const reads = await this.reads(verification);
    const documents = new Map<string, unknown>([
      ['verification.json', verdictOf(verification)],
      ['session.json', sessionOf(verification)],
      ['history.json', history.map(eventOf)],
      ['decisions.json', { current: decisionOf(verification), events: decisions.map(eventOf) }],
      ['reads.json', reads.map(readOf)],
    ]);
    const chains = { history: linkOf(history.at(-1)), reads: linkOf(reads.at(-1)?.record) };
    return { documents, chains };
  }

  private async history(verification: IdenfyVerification): Promise<readonly IdenfyVerificationEvent[]> {
    const events: IdenfyVerificationEvent[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.queries.history(verification, { cursor, limit: AT_A_TIME });
      events.push(...page.items);
      if (page.nextCursor === null) return events;
      cursor = page.nextCursor;
    }
  }

  private async reads({ account, scanRef }: IdenfyVerification): Promise<readonly RecordedAccess[]> {
    if (scanRef === null) return [];
    const records: RecordedAccess[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.audit.list({ account, scanRef, cursor, limit: AT_A_TIME });
      records.push(...page.items);
      if (page.nextCursor === null) return records.toReversed();
      cursor = page.nextCursor;
    }
  }
}

function verdictOf(row: IdenfyVerification) {
  return {
    account: row.account,
    scanRef: row.scanRef,
    clientId: row.clientId,
    externalRef: row.externalRef,
    status: row.status,
    final: row.final,
    fraudTags: row.fraudTags,
    mismatchTags: row.mismatchTags,
    autoDocument: row.autoDocument,
    autoFace: row.autoFace,
    manualDocument: row.manualDocument,
    manualFace: row.manualFace,
    verdictAt: row.verdictAt,
    verifiedUntil: row.verifiedUntil,
    attention: row.attention,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    closedAt: row.closedAt,
  };
}

function sessionOf(row: IdenfyVerification) {
  return {
    startedBy: row.startedBy,
    tokenType: row.tokenType,
    driverLicenseBack: row.driverLicenseBack,
    additionalSteps: row.additionalSteps,
    checksAsked: row.checksAsked,
    checksClean: row.checksClean,
    sessionLength: row.sessionLength,
    expiresAt: row.expiresAt,
  };
}

function decisionOf({ decision, decisionBy, decisionAt }: IdenfyVerification) {
  return decision === null ? null : { decision, by: decisionBy, at: decisionAt };
}

function eventOf(event: IdenfyVerificationEvent) {
  const { at, cause, source, effect, fromStatus, fromFinal, toStatus, final } = event;
  const { reportedStatus, actor, note, inboxId: webhook } = event;
  return {
    at,
    cause,
    source,
    effect,
    fromStatus,
    fromFinal,
    toStatus,
    final,
    reportedStatus,
    actor,
    note,
    webhook,
    chain: linkOf(event),
  };
}

function readOf({ record, reason }: RecordedAccess) {
  const { at, staffId, action, detail } = record;
  return { at, staffId, action, detail, reason, chain: linkOf(record) };
}

/** Null of a row that was written before there were chains. */
function linkOf(
  row: Pick<IdenfyVerificationEvent, 'chainPosition' | 'chainMac'> | undefined,
): ManifestChain | null {
  if (!row || row.chainPosition === null || row.chainMac === null) return null;
  return { position: row.chainPosition, mac: row.chainMac };
}
