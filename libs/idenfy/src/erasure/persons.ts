import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import { IdenfyNotFoundError } from '../errors/refusal.errors.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { HashKey } from '../privacy/hash-key.js';
import { KeptClaims } from '../verifications/claims.js';
import { ExtractedData } from '../verifications/extracted-data.js';
import { IdenfyVerifications } from '../verifications/idenfy-verifications.js';
import { KeptAmlHits } from '../verifications/result-facts.js';
import { isUndecided } from '../verifications/person-view.js';
import { type PersonNow, VerificationQueries } from '../verifications/verification-queries.js';
import {
  type ExportedAccess,
  exportedAccesses,
  exportedData,
  type ExportedErasure,
  type ExportedEvidence,
  exportedFacts,
  exportedHistory,
  exportedNotes,
  type ExportedPerson,
  exportedProposals,
  type ExportedVerification,
  type ExportedWebhook,
  type PersonExport,
  withheldOf,
} from './person-export.js';
import { RetentionRules } from './retention.options.js';

const PAGE = 200;

interface AccessRow extends Omit<ExportedAccess, 'reason'> {
  readonly verificationId: string;
  readonly digest: string | null;
}

/** Everything about one person, for people who ask what is kept about them (GDPR, article 15). */
@Injectable()
export class Persons {
  constructor(
    private readonly database: Database,
    private readonly queries: VerificationQueries,
    private readonly verifications: IdenfyVerifications,
    private readonly extractedData: ExtractedData,
    private readonly claims: KeptClaims,
    private readonly amlHits: KeptAmlHits,
    private readonly texts: FreeTexts,
    private readonly cipher: FieldCipher,
    private readonly hashKey: HashKey,
    private readonly rules: RetentionRules,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * What is kept here about a person, as they may read it: verifications with history, decisions, proposals, notes and the
   * accesses of staff, extracted data and webhooks where copies are kept, a list of what is kept as evidence, relationship,
   * retention and legal hold, and what is left of erased verifications. iDenfy is not asked.
   *
   * While the outcome of a verification is open, what was found is withheld, whether or not it is a suspicion, because telling
   * people that they are under suspicion may be an offence. `withheld` lists what is left out and why.
   *
   * @throws IdenfyNotFoundError for a person of whom nothing is kept
   */
  async export(
    clientId: string,
    { account = 'default' }: { account?: string | undefined } = {},
  ): Promise<PersonExport> {
    const found = await this.queries.person(account, clientId);
    const rows = await this.rowsOf(account, clientId);
    const erased = await this.erasedOf(account, clientId);
    if (!found && rows.length === 0 && erased.length === 0) {
      throw new IdenfyNotFoundError({ message: 'No person with this clientId has started a verification.' });
    }
    const open = rows.filter(isUndecided);
    const isOpen = open.length > 0;
    return {
      clientId,
      account,
      exportedAt: this.clock.now(),
      person: found && (await this.personOf(found, { isOpen })),
      verifications: await this.exported(rows, { isOpen }),
      erased,
      webhooks: isOpen ? [] : await this.webhooksOf(account, clientId, rows),
      withheld: withheldOf(open),
    };
  }

  private async rowsOf(account: string, clientId: string): Promise<readonly IdenfyVerification[]> {
    const rows: IdenfyVerification[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { account, clientId, audience: 'staff', limit: PAGE } as const;
      const page = await this.queries.list({ ...query, cursor: cursor ?? undefined });
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return rows;
  }

  private async personOf({ person }: PersonNow, { isOpen }: { isOpen: boolean }): Promise<ExportedPerson> {
    const { account, clientId } = person;
    const { standing, verifiedUntil } = await this.verifications.person(account, clientId);
    const { startsAt, keepAtLeastDays, deleteAfterDays } = this.rules.of(account);
    return {
      standing,
      verifiedUntil,
      verifiedAt: person.verifiedAt,
      attempts: person.attempts,
      firstSeenAt: person.createdAt,
      relationship: { begunAt: person.relationshipBegunAt, endedAt: person.relationshipEndedAt },
      retention: {
        startsAt,
        keepAtLeastDays,
        deleteAfterDays,
        extendedUntil: isOpen ? null : person.retentionUntil,
        reason: isOpen ? null : person.retentionReason,
      },
      legalHold: isOpen ? null : person.legalHold,
    };
  }

  private async exported(
    rows: readonly IdenfyVerification[],
    { isOpen }: { isOpen: boolean },
  ): Promise<readonly ExportedVerification[]> {
    const accesses = await this.accessesOf(rows);
    const exported: ExportedVerification[] = [];
    const reasons = await this.verifications.decisionReasons(rows);
    for (const [index, row] of rows.entries()) {
      const events = await this.eventsOf(row);
      const data = await this.extractedData.copyOf(row);
      exported.push({
        ...exportedFacts(row, {
          amlHits: await this.amlHits.of(row),
          decisionReason: reasons[index] ?? null,
        }),
        proposals: exportedProposals(row, await this.verifications.proposals(row)),
        // it is kept from the final verdict on, so it would tell of one
        evidence: isUndecided(row) ? [] : await this.evidenceOf(row),
        history: exportedHistory(row, events),
        notes: isOpen ? [] : exportedNotes(events),
        claims: await this.claims.of(row),
        extractedData: data && exportedData(row, data),
        accesses: exportedAccesses(accesses.get(row.id) ?? [], { isOpen }),
      });
    }
    return exported;
  }

  private evidenceOf({ id }: IdenfyVerification): Promise<ExportedEvidence[]> {
    return this.database.query(
      `select kind, name, content_type as "contentType", bytes::float8 as bytes, at as "keptAt"
         from ${this.database.tables.evidence}
        where verification_id = $1 and state = 'kept' order by collection_id, kind, name`,
      [id],
    );
  }

  private async eventsOf(row: IdenfyVerification): Promise<readonly IdenfyVerificationEvent[]> {
    const events: IdenfyVerificationEvent[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await this.queries.history(row, { cursor: cursor ?? undefined, limit: PAGE });
      events.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return events;
  }

  /** By verification, oldest first. */
  private async accessesOf(
    rows: readonly IdenfyVerification[],
  ): Promise<ReadonlyMap<string, readonly ExportedAccess[]>> {
    const found = await this.database.query<AccessRow[]>(
      `select verification_id as "verificationId", at, action, detail, reason_digest as digest
         from ${this.database.tables.access} where verification_id = any($1::uuid[]) order by id`,
      [rows.map(({ id }) => id)],
    );
    const reasons = await this.texts.of(found);
    const accesses = new Map<string, ExportedAccess[]>(rows.map(({ id }) => [id, []]));
    found.forEach(({ verificationId, at, action, detail }, index) =>
      accesses.get(verificationId)?.push({ at, action, detail, reason: reasons[index] ?? null }),
    );
    return accesses;
  }

  /** Erased rows hold the hash of the id. */
  private erasedOf(account: string, clientId: string): Promise<ExportedErasure[]> {
    const { verification, erasure } = this.database.tables;
    return this.database.query(
      `select v.scan_ref as "scanRef", v.status, v.created_at as "createdAt", v.erased_at as "erasedAt", e.state,
              e.at_idenfy as "atIdenfy"
         from ${verification} v left join ${erasure} e on e.verification_id = v.id
        where v.account = $1 and v.client_id = $2 and v.erased_at is not null
        order by v.created_at desc`,
      [account, this.hashKey.hash('pseudonym', `${account}:${clientId}`)],
    );
  }

  private async webhooksOf(
    account: string,
    clientId: string,
    rows: readonly IdenfyVerification[],
  ): Promise<readonly ExportedWebhook[]> {
    const { webhook, webhookName } = this.database.tables;
    const scanRefs = rows.flatMap(({ scanRef }) => scanRef ?? []);
    const names = [
      `${account}:clientId:${clientId}`,
      ...scanRefs.map((scanRef) => `${account}:scanRef:${scanRef}`),
    ];
    const found = await this.database.query<
      { digest: string; body: Buffer; receivedAt: Date; eventType: string | null }[]
    >(
      `select encode(w.digest, 'hex') as digest, w.body, w.received_at as "receivedAt", w.event_type as "eventType"
         from ${webhook} w
        where w.body is not null
          and w.id in (select id from ${webhook} where account = $1 and scan_ref = any($2::text[])
                        union
                       select webhook_id from ${webhookName} where hash = any($3::text[]))
        order by w.id`,
      [account, scanRefs, names.map((name) => this.hashKey.hash('named', name))],
    );
    return found.map(({ digest, body, receivedAt, eventType }) => ({
      receivedAt,
      eventType,
      content: contentOf(this.cipher.open(body, associatedData.webhookBody(account, digest)).toString()),
    }));
  }
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
