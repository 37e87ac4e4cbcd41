import type { Attention, VerificationData } from '@nestjs-idenfy/contract';
import type { AccessAction } from '../database/entities/access-record.entity.js';
import type { ErasureAtIdenfy, ErasureState } from '../database/entities/erasure.entity.js';
import type { EvidenceKind } from '../database/entities/evidence.entity.js';
import type { Standing } from '../database/entities/person.entity.js';
import type { ProposalState } from '../database/entities/proposal.entity.js';
import type {
  Cause,
  Effect,
  IdenfyVerificationEvent,
} from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { KeptAmlHit } from '../verifications/result-facts.js';
import type { Claims } from '../verifications/claims.js';
import type { ProposedDecision } from '../verifications/decisions.js';
import { isUndecided, personStatus } from '../verifications/person-view.js';
import type { RetentionStart } from './retention.options.js';

/** Everything that is kept here about one person, as they may read it. */
export interface PersonExport {
  readonly clientId: string;
  readonly account: string;
  readonly exportedAt: Date;
  /** Null where everything about the person was erased. */
  readonly person: ExportedPerson | null;
  /** Newest first. */
  readonly verifications: readonly ExportedVerification[];
  /** What is left of erased verifications. */
  readonly erased: readonly ExportedErasure[];
  /** Webhooks of iDenfy whose bytes are still kept; empty while an outcome is open. */
  readonly webhooks: readonly ExportedWebhook[];
  /** Which fields are not told to the reader, and why. */
  readonly withheld: readonly Withheld[];
}

/** What is kept about the person beside their verifications. */
export interface ExportedPerson {
  readonly standing: Standing;
  readonly verifiedUntil: Date | null;
  readonly verifiedAt: Date | null;
  readonly attempts: number;
  readonly firstSeenAt: Date;
  readonly relationship: { readonly begunAt: Date | null; readonly endedAt: Date | null };
  readonly retention: {
    readonly startsAt: RetentionStart;
    readonly keepAtLeastDays: number;
    readonly deleteAfterDays: number | null;
    readonly extendedUntil: Date | null;
    readonly reason: string | null;
  };
  /** Why the data must not be erased; null without a legal hold. */
  readonly legalHold: string | null;
}

/** One verification; what was found and decided is null while its outcome is open. */
export interface ExportedVerification {
  readonly id: string;
  readonly scanRef: string | null;
  readonly externalRef: string | null;
  readonly status: string;
  readonly final: boolean;
  readonly tokenType: string | null;
  readonly checksAsked: readonly string[];
  readonly additionalSteps: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly submittedAt: Date | null;
  readonly closedAt: Date | null;
  readonly findings: ExportedFindings | null;
  readonly decision: ExportedDecision | null;
  /** Decisions that staff proposed, newest first. */
  readonly proposals: readonly ExportedProposal[];
  /** Images, reports and webhooks that are kept as evidence; their content is in the evidence pack. */
  readonly evidence: readonly ExportedEvidence[];
  readonly history: readonly ExportedEvent[];
  readonly notes: readonly ExportedNote[];
  /** What the host stated about the person when it started the verification; null where it is not kept. */
  readonly claims: Claims | null;
  /** What iDenfy read from the document; null where no copy is kept here. */
  readonly extractedData: Partial<VerificationData> | null;
  readonly accesses: readonly ExportedAccess[];
}

export interface ExportedFindings {
  readonly verdictAt: Date | null;
  readonly verifiedUntil: Date | null;
  readonly fraudTags: readonly string[];
  readonly mismatchTags: readonly string[];
  readonly autoDocument: string | null;
  readonly autoFace: string | null;
  readonly manualDocument: string | null;
  readonly manualFace: string | null;
  readonly checksClean: readonly string[];
  /** Null where no result told of an anti-money-laundering check. */
  readonly amlHits: readonly KeptAmlHit[] | null;
  readonly attention: readonly Attention[];
}

export interface ExportedDecision {
  readonly decision: 'ACCEPTED' | 'REJECTED';
  readonly at: Date | null;
  readonly reason: string | null;
}

export interface ExportedProposal {
  readonly decision: 'ACCEPTED' | 'REJECTED';
  readonly state: ProposalState;
  readonly proposedAt: Date;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
  readonly returnReason: string | null;
}

export interface ExportedEvidence {
  readonly kind: EvidenceKind;
  /** Of an image its step. */
  readonly name: string;
  readonly contentType: string | null;
  readonly bytes: number;
  readonly keptAt: Date;
}

/** Who caused or did something; staff are not named. */
export type ExportedActor = 'person' | 'staff' | 'idenfy' | 'system';

export interface ExportedEvent {
  readonly at: Date;
  readonly from: string;
  readonly to: string;
  readonly final: boolean;
  readonly effect: Effect;
  readonly cause: Cause;
  readonly source: string;
  readonly reportedStatus: string | null;
  readonly actor: ExportedActor;
  readonly note: string | null;
}

export interface ExportedNote {
  readonly at: Date;
  readonly text: string | null;
}

export interface ExportedAccess {
  readonly at: Date;
  readonly action: AccessAction;
  readonly detail: string | null;
  /** Null where staff gave none, and while an outcome is open. */
  readonly reason: string | null;
}

export interface ExportedErasure {
  readonly scanRef: string | null;
  readonly status: string;
  readonly createdAt: Date;
  readonly erasedAt: Date;
  readonly state: ErasureState | null;
  readonly atIdenfy: ErasureAtIdenfy | null;
}

export interface ExportedWebhook {
  readonly receivedAt: Date;
  readonly eventType: string | null;
  /** As iDenfy sent it; text where it is no JSON. */
  readonly content: unknown;
}

/**
 * `OUTCOME_OPEN`: it is told once the outcome is decided; the same in every review, because a difference would tell people that
 * they are under suspicion. `STAFF`: who of the staff acted. `OTHER_PEOPLE`: sessions of others. `CREDENTIALS`: keys to a session.
 */
export const WITHHOLDING_REASONS = ['OUTCOME_OPEN', 'STAFF', 'OTHER_PEOPLE', 'CREDENTIALS'] as const;

export interface Withheld {
  /** The verification it is about; null for the whole export. */
  readonly scanRef: string | null;
  readonly fields: readonly string[];
  readonly reason: (typeof WITHHOLDING_REASONS)[number];
  /** The reason as a sentence for the reader. */
  readonly explanation: string;
}

/** Ids of sessions of others: withheld in any case. */
const OF_OTHERS = [
  'duplicateFaces',
  'duplicateDocFaces',
] as const satisfies readonly (keyof VerificationData)[];

/** What iDenfy concluded, beside what the person showed: withheld while the outcome is open. */
const CONCLUSIONS = [
  'manuallyDataChanged',
  'ageEstimate',
  'clientIpProxyRiskLevel',
  'additionalData',
  'addressVerification',
] as const satisfies readonly (keyof VerificationData)[];

const ALWAYS_WITHHELD: readonly Withheld[] = [
  {
    scanRef: null,
    fields: ['actor', 'decidedBy', 'startedBy', 'staff', 'author'],
    reason: 'STAFF',
    explanation: 'Who of our staff acted is not told, to protect them; what they did and when is.',
  },
  {
    scanRef: null,
    fields: OF_OTHERS.map((name) => `extractedData.${name}`),
    reason: 'OTHER_PEOPLE',
    explanation: 'Sessions of other people are not told.',
  },
  {
    scanRef: null,
    fields: ['authToken', 'redirectUrl', 'digitString'],
    reason: 'CREDENTIALS',
    explanation: 'The keys to a session on the page of iDenfy are given when it is started.',
  },
];

const OPEN = {
  reason: 'OUTCOME_OPEN',
  explanation: 'A verification is under review. What is checked and found is told when the review is over.',
} as const;

/** What is withheld, which never depends on whether there is something to withhold. */
export function withheldOf(open: readonly IdenfyVerification[]): readonly Withheld[] {
  if (open.length === 0) return ALWAYS_WITHHELD;
  const ofPerson = [
    'person.legalHold',
    'person.retention.extendedUntil',
    'person.retention.reason',
    'webhooks',
  ];
  const ofAll = ['verifications.accesses.reason', 'verifications.accesses.detail', 'verifications.notes'];
  const conclusions = CONCLUSIONS.map((name) => `extractedData.${name}`);
  const ofOne = ['findings', 'decision', 'proposals', 'evidence', 'history', ...conclusions];
  return [
    { scanRef: null, fields: [...ofPerson, ...ofAll], ...OPEN },
    ...open.map(({ scanRef }) => ({ scanRef, fields: ofOne, ...OPEN })),
    ...ALWAYS_WITHHELD,
  ];
}

/** What is told of a verification as such. */
export function exportedFacts(
  row: IdenfyVerification,
  { amlHits, decisionReason }: { amlHits: readonly KeptAmlHit[] | null; decisionReason: string | null },
): Omit<
  ExportedVerification,
  'proposals' | 'evidence' | 'history' | 'notes' | 'claims' | 'extractedData' | 'accesses'
> {
  const isOpen = isUndecided(row);
  const { status, final } = isOpen ? personStatus(row) : row;
  const { id, scanRef, externalRef, tokenType, checksAsked, additionalSteps } = row;
  const { createdAt, expiresAt, submittedAt, closedAt } = row;
  return {
    id,
    scanRef,
    externalRef,
    status,
    final,
    tokenType,
    checksAsked,
    additionalSteps,
    createdAt,
    expiresAt,
    submittedAt,
    closedAt: isOpen ? null : closedAt,
    findings: isOpen ? null : findingsOf(row, amlHits),
    decision:
      isOpen || row.decision === null
        ? null
        : { decision: row.decision, at: row.decisionAt, reason: decisionReason },
  };
}

function findingsOf(row: IdenfyVerification, amlHits: readonly KeptAmlHit[] | null): ExportedFindings {
  const { verdictAt, verifiedUntil, fraudTags, mismatchTags, checksClean, attention } = row;
  const { autoDocument, autoFace, manualDocument, manualFace } = row;
  return {
    verdictAt,
    verifiedUntil,
    fraudTags,
    mismatchTags,
    autoDocument,
    autoFace,
    manualDocument,
    manualFace,
    checksClean,
    amlHits,
    attention,
  };
}

/** What was proposed, and by when it was answered; nothing while the outcome is open. */
export function exportedProposals(
  row: IdenfyVerification,
  proposals: readonly ProposedDecision[],
): readonly ExportedProposal[] {
  if (isUndecided(row)) return [];
  return proposals.map(({ decision, state, proposedAt, reason, decidedAt, answer }) => ({
    decision,
    state,
    proposedAt,
    reason,
    decidedAt,
    returnReason: answer,
  }));
}

/** Changes that every verification under review has gone through, whatever is found. */
const BEFORE_REVIEW: ReadonlySet<Cause> = new Set([
  'START',
  'TOKEN',
  'ANSWER_LOST',
  'FOUND_AGAIN',
  'RETURNED',
  'SUBMITTED',
]);

/** The history without what staff wrote; of a verification under review only how it was started. */
export function exportedHistory(
  row: IdenfyVerification,
  events: readonly IdenfyVerificationEvent[],
): readonly ExportedEvent[] {
  const told = isUndecided(row)
    ? events.filter(({ cause, toStatus }) => BEFORE_REVIEW.has(cause) && !VERDICTS.has(toStatus))
    : events.filter(({ cause }) => cause !== 'NOTE');
  return told.map(
    ({
      at,
      fromStatus,
      toStatus,
      final,
      effect,
      cause,
      source,
      reportedStatus,
      actor,
      note,
      noteDigest,
    }) => ({
      at,
      from: fromStatus,
      to: toStatus,
      final,
      effect,
      cause,
      source,
      reportedStatus,
      // an assignment names staff; what staff wrote can tell another outcome, so it is told as a note or with the decision
      note: cause === 'ASSIGNED' || noteDigest !== null ? null : note,
      actor: actorKind(actor),
    }),
  );
}

const VERDICTS: ReadonlySet<string> = new Set(['REVIEWING', 'APPROVED', 'DENIED', 'SUSPECTED']);

/** What staff wrote beside their decisions, once no outcome of the person is open. */
export function exportedNotes(events: readonly IdenfyVerificationEvent[]): readonly ExportedNote[] {
  return events
    .filter(({ cause, noteDigest }) => cause === 'NOTE' || (noteDigest !== null && cause !== 'DECISION'))
    .map(({ at, note }) => ({ at, text: note }));
}

function actorKind(actor: string): ExportedActor {
  return actor === 'person' || actor === 'idenfy' || actor === 'system' ? actor : 'staff';
}

/** What iDenfy read from the document, without what the reader must not be told. */
export function exportedData(row: IdenfyVerification, data: VerificationData): Partial<VerificationData> {
  const withheld: ReadonlySet<string> = new Set([...OF_OTHERS, ...(isUndecided(row) ? CONCLUSIONS : [])]);
  return Object.fromEntries(Object.entries(data).filter(([name]) => !withheld.has(name)));
}

/** Acts that staff do in every case, so that they tell nothing about an outcome. */
const ORDINARY_ACTS: ReadonlySet<AccessAction> = new Set([
  'START',
  'UPLOAD',
  'HISTORY',
  'DATA',
  'FILE_NAMES',
  'FILE',
  'REPORT',
  'EXPORT',
]);

/** Accesses; while an outcome of the person is open without what could tell it. */
export function exportedAccesses(
  accesses: readonly ExportedAccess[],
  { isOpen }: { isOpen: boolean },
): readonly ExportedAccess[] {
  if (!isOpen) {
    return accesses.map(
      (access) => (access.action === 'ASSIGNMENT' ? { ...access, detail: null } : access), // it names staff
    );
  }
  return accesses
    .filter(({ action }) => ORDINARY_ACTS.has(action))
    .map(({ at, action }) => ({ at, action, detail: null, reason: null }));
}
