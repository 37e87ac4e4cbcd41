import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { IdenfyOpenCase } from '../database/entities/open-case.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { type KeptAmlHit, KeptAmlHits } from '../verifications/result-facts.js';
import type { ProposedDecision } from '../verifications/decisions.js';
import { IdenfyVerifications, type PersonStanding } from '../verifications/idenfy-verifications.js';
import { asksFor, reaches } from '../verifications/levels.js';
import { VerificationOptions } from '../verifications/verification.options.js';
import { CaseTimelines, type Timeline } from './case-timelines.js';

/** Other attempts of the person that are listed at most. */
const MOST_ATTEMPTS = 20;

/** A level of the host, and what the verification is worth for it. */
export interface CaseLevel {
  readonly name: string;
  /** Whether its session asked for everything that the level demands. */
  readonly asked: boolean;
  /** Whether all of that came back clean. */
  readonly reached: boolean;
}

/** What is known about a verification besides its row, without extracted data. */
export interface CaseFile {
  /** Why it was decided; null where it is not, and once it was erased. */
  readonly decisionReason: string | null;
  readonly levels: readonly CaseLevel[];
  /** Null where no result had a section about it. */
  readonly amlHits: readonly KeptAmlHit[] | null;
  readonly person: PersonStanding;
  /** Newest first, this one left out. */
  readonly otherAttempts: readonly IdenfyVerification[];
  readonly hasMoreAttempts: boolean;
  /** Why it waits for staff, and until when: what is due first comes first. */
  readonly open: readonly IdenfyOpenCase[];
  /** Newest first. */
  readonly proposals: readonly ProposedDecision[];
  readonly timeline: Timeline;
  /** Whether the extracted data, and what the host claimed, are kept here. */
  readonly kept: { readonly data: boolean; readonly claims: boolean };
  /** What the option `decisions.reasons` offers. */
  readonly reasons: readonly string[];
}

/** Reads everything that a member of staff needs to decide. */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly database: Database,
    private readonly verifications: IdenfyVerifications,
    private readonly amlHits: KeptAmlHits,
    private readonly timelines: CaseTimelines,
    private readonly options: VerificationOptions,
  ) {}

  async of(verification: IdenfyVerification): Promise<CaseFile> {
    const { account, clientId } = verification;
    const [[decisionReason = null], amlHits, person, attempts, open, proposals, timeline, kept] =
      await Promise.all([
        this.verifications.decisionReasons([verification]),
        this.amlHits.of(verification),
        this.verifications.person(account, clientId),
        this.otherAttempts(verification),
        this.database.run((manager) =>
          manager.find(IdenfyOpenCase, {
            where: { verificationId: verification.id },
            order: { dueAt: 'ASC', reason: 'ASC' },
          }),
        ),
        this.verifications.proposals(verification),
        this.timelines.of(verification),
        this.kept(verification),
      ]);
    return {
      decisionReason,
      levels: this.levels(verification),
      amlHits,
      person,
      otherAttempts: attempts.slice(0, MOST_ATTEMPTS),
      hasMoreAttempts: attempts.length > MOST_ATTEMPTS,
      open,
      proposals,
      timeline,
      kept,
      reasons: this.options.decisions.reasons,
    };
  }

  private levels(verification: IdenfyVerification): readonly CaseLevel[] {
    return Object.entries(this.options.levels).map(([name, level]) => ({
      name,
      asked: asksFor(verification, level),
      reached: reaches(verification, level),
    }));
  }

  private otherAttempts({ id, account, clientId }: IdenfyVerification): Promise<IdenfyVerification[]> {
    return this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .where('v.account = :account and v.clientId = :clientId and v.id <> :id', { account, clientId, id })
        .orderBy('v.createdAt', 'DESC')
        .limit(MOST_ATTEMPTS + 1)
        .getMany(),
    );
  }

  private async kept({ id }: IdenfyVerification): Promise<CaseFile['kept']> {
    const [kept] = await this.database.query<CaseFile['kept'][]>(
      `select v.personal_data is not null as data, v.claims is not null as claims
         from ${this.database.tables.verification} v where v.id = $1`,
      [id],
    );
    return kept ?? { data: false, claims: false };
  }
}
