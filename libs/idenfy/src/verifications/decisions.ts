import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../database/actor.js';
import { Database } from '../database/database.js';
import { IdenfyProposal } from '../database/entities/proposal.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import {
  IdenfyConflictError,
  IdenfyForbiddenError,
  IdenfyPreconditionError,
} from '../errors/refusal.errors.js';
import { FreeTexts } from '../privacy/free-texts.js';
import type { Change } from './change.js';
import { settled } from './merge.js';
import { ChangeTransaction } from './change-log.js';
import { VerificationOptions } from './verification.options.js';

/** Who acts on a decision, and on which state of the verification. */
export interface DecisionStep {
  /** Who acts. A second person is another `id`. */
  actor: Actor;
  /** `caseVersion` of the verification as it was read. @default whatever it is now */
  caseVersion?: number | undefined;
}

/** The host's decision on a final SUSPECTED result (S3: the partner decides). */
export interface Decision extends DecisionStep {
  decision: 'ACCEPTED' | 'REJECTED';
  /** Why; kept sealed until the verification is erased. */
  reason: string;
}

/** A verification whose reason of decision is asked for. */
export type DecidedVerification = Pick<IdenfyVerification, 'id' | 'decision' | 'plainDecisionReason'>;

/** What a decision did: it stands, or it waits for a second person. */
export type DecisionOutcome =
  | { readonly outcome: 'decided'; readonly verification: IdenfyVerification }
  | {
      readonly outcome: 'proposed';
      readonly verification: IdenfyVerification;
      readonly proposal: ProposedDecision;
    };

/** A proposal with its texts. */
export interface ProposedDecision extends Omit<IdenfyProposal, 'reasonDigest' | 'answerDigest'> {
  /** Why; null once it was erased. */
  readonly reason: string | null;
  /** Why it was returned; null where it was not, and once it was erased. */
  readonly answer: string | null;
}

/**
 * Writes the host's decision beside iDenfy's status, which it never overwrites. Where four eyes are needed, the first person
 * proposes and another one confirms; the standing moves on confirmation only. Each step locks the row of the verification,
 * and the database refuses what these rules refuse.
 */
@Injectable()
export class Decisions {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangeTransaction,
    private readonly texts: FreeTexts,
    private readonly options: VerificationOptions,
  ) {}

  /**
   * Decides, or proposes the decision where a second person is needed.
   *
   * @throws IdenfyConflictError `NOTHING_TO_DECIDE` unless the verification is finally SUSPECTED and undecided;
   *   `PROPOSAL_WAITING`
   * @throws IdenfyPreconditionError when it is no longer in the given version
   */
  async decide({ id }: IdenfyVerification, given: Decision): Promise<DecisionOutcome> {
    const { decision, reason, actor } = given;
    let proposal: IdenfyProposal | null = null;
    let asked: boolean | null = null; // the transaction may run again, the host's function must not
    const verification = await this.changes.of(id, async (change, manager) => {
      proposal = null;
      assertVersion(change, given);
      assertDecidable(change);
      if (change.verification.proposalId !== null) {
        throw new IdenfyConflictError({ identifier: 'PROPOSAL_WAITING' });
      }
      asked ??= this.askFourEyes(change.verification);
      change.verification.fourEyes = asked;
      if (asked === true) {
        proposal = await this.propose(change, manager, given);
      } else {
        const reasonDigest = await this.texts.keep(manager, reason, id);
        recordDecision(change, { decision, reasonDigest, actor });
      }
    });
    if (proposal === null) return { outcome: 'decided', verification };
    return { outcome: 'proposed', verification, proposal: withTexts(proposal, reason, null) };
  }

  /**
   * Confirms the waiting proposal: the decision stands, by the person who confirms.
   *
   * @throws IdenfyForbiddenError `SAME_PERSON` for its proposer
   * @throws IdenfyConflictError `NO_PROPOSAL`
   * @throws IdenfyPreconditionError when it is no longer in the given version
   */
  async confirm({ id }: IdenfyVerification, step: DecisionStep): Promise<IdenfyVerification> {
    const waiting = await this.waiting(id);
    return this.answer(id, waiting, step, async (change, manager) => {
      refuseSamePerson(waiting, step.actor);
      assertDecidable(change);
      await this.settle(manager, waiting, { state: 'CONFIRMED', by: step.actor, at: change.at });
      change.verification.proposalId = null;
      const { decision, reasonDigest } = waiting;
      recordDecision(change, { decision, reasonDigest, actor: step.actor });
    });
  }

  /** Returns the waiting proposal to its proposer, with a reason. @throws the same as `confirm()` */
  async return(
    { id }: IdenfyVerification,
    { reason, ...step }: DecisionStep & { reason: string },
  ): Promise<IdenfyVerification> {
    const waiting = await this.waiting(id);
    return this.answer(id, waiting, step, async (change, manager) => {
      refuseSamePerson(waiting, step.actor);
      const answerDigest = await this.texts.keep(manager, reason, id);
      await this.settle(manager, waiting, {
        state: 'RETURNED',
        by: step.actor,
        at: change.at,
        answerDigest,
      });
      recordProposal(change, 'RETURNED', step.actor, null);
    });
  }

  /**
   * Takes the waiting proposal back.
   *
   * @throws IdenfyForbiddenError `NOT_PROPOSER` for anyone but its proposer
   * @throws IdenfyConflictError `NO_PROPOSAL`
   * @throws IdenfyPreconditionError when it is no longer in the given version
   */
  async withdraw({ id }: IdenfyVerification, step: DecisionStep): Promise<IdenfyVerification> {
    const waiting = await this.waiting(id);
    return this.answer(id, waiting, step, async (change, manager) => {
      if (step.actor.id !== waiting.proposedBy) {
        throw new IdenfyForbiddenError({
          identifier: 'NOT_PROPOSER',
          message: 'Only its proposer can withdraw a proposal.',
          hint: 'Return it instead.',
        });
      }
      await this.settle(manager, waiting, { state: 'WITHDRAWN', by: step.actor, at: change.at });
      recordProposal(change, 'WITHDRAWN', step.actor, null);
    });
  }

  /** The proposals about a verification, newest first. */
  async proposals({ id }: Pick<IdenfyVerification, 'id'>): Promise<ProposedDecision[]> {
    const found = await this.database.run((manager) =>
      manager.find(IdenfyProposal, {
        where: { verificationId: id },
        order: { proposedAt: 'DESC', id: 'ASC' },
      }),
    );
    const texts = await this.texts.of(
      found.flatMap(({ reasonDigest, answerDigest }) => [
        { digest: reasonDigest, verificationId: id },
        { digest: answerDigest, verificationId: id },
      ]),
    );
    return found.map((proposal, index) =>
      withTexts(proposal, texts[2 * index] ?? null, texts[2 * index + 1] ?? null),
    );
  }

  /**
   * Why each of them was decided as it is; null where there is no decision, and once it was erased. The digest of a reason stands in the
   * line of history that made the decision.
   */
  async reasons(verifications: readonly DecidedVerification[]): Promise<(string | null)[]> {
    const decided = verifications.filter(({ decision }) => decision !== null);
    if (decided.length === 0) return verifications.map(() => null);
    const lines = await this.database.query<{ verificationId: string; digest: string | null }[]>(
      `select distinct on (e.verification_id) e.verification_id as "verificationId", e.note_digest as digest
         from ${this.database.tables.event} e
        where e.verification_id = any($1::uuid[]) and e.cause = 'DECISION'
        order by e.verification_id, e.id desc`,
      [decided.map(({ id }) => id)],
    );
    const texts = await this.texts.of(lines);
    const sealed = new Map(lines.map(({ verificationId }, index) => [verificationId, texts[index] ?? null]));
    return verifications.map(({ id, decision, plainDecisionReason }) =>
      decision === null ? null : (plainDecisionReason ?? sealed.get(id) ?? null),
    );
  }

  private async waiting(verificationId: string): Promise<IdenfyProposal> {
    const waiting = await this.database.run((manager) =>
      manager.findOneBy(IdenfyProposal, { verificationId, state: 'WAITING' }),
    );
    if (!waiting) throw new IdenfyConflictError({ identifier: 'NO_PROPOSAL' });
    return waiting;
  }

  /** Answers the proposal that was read before, and no other one. */
  private answer(
    id: string,
    waiting: IdenfyProposal,
    step: DecisionStep,
    work: (change: Change, manager: EntityManager) => Promise<void>,
  ): Promise<IdenfyVerification> {
    return this.changes.of(id, async (change, manager) => {
      assertVersion(change, step);
      const { proposalId } = change.verification;
      if (proposalId === null) throw new IdenfyConflictError({ identifier: 'NO_PROPOSAL' });
      if (proposalId !== waiting.id) throw new IdenfyPreconditionError();
      await work(change, manager);
    });
  }

  private async settle(
    manager: EntityManager,
    { id }: IdenfyProposal,
    answer: {
      state: 'CONFIRMED' | 'RETURNED' | 'WITHDRAWN';
      by: Actor;
      at: Date;
      answerDigest?: string;
    },
  ): Promise<void> {
    await manager.query(
      `update ${this.database.tables.proposal}
          set state = $2, decided_by = $3, decided_at = $4, answer_digest = $5 where id = $1`,
      [id, answer.state, answer.by.id, answer.at, answer.answerDigest ?? null],
    );
  }

  private async propose(
    change: Change,
    manager: EntityManager,
    { decision, reason, actor }: Decision,
  ): Promise<IdenfyProposal> {
    const { id: verificationId } = change.verification;
    const proposal = manager.create(IdenfyProposal, {
      id: randomUUID(),
      verificationId,
      decision,
      state: 'WAITING',
      proposedBy: actor.id,
      proposedAt: change.at,
      reasonDigest: await this.texts.keep(manager, reason, verificationId),
      decidedBy: null,
      decidedAt: null,
      answerDigest: null,
    });
    await manager.insert(IdenfyProposal, proposal);
    recordProposal(change, 'PROPOSED', actor, proposal);
    return proposal;
  }

  /** What was answered before counts, also where the option has changed since. */
  private askFourEyes(verification: IdenfyVerification): boolean | null {
    const { fourEyes } = this.options.decisions;
    if (verification.fourEyes !== null || fourEyes === undefined) return verification.fourEyes;
    const answer: unknown = fourEyes === true ? true : fourEyes(verification);
    if (typeof answer === 'boolean') return answer;
    throw new IdenfyConfigurationError({
      option: 'decisions.fourEyes',
      hint: 'let the function return true or false; a promise cannot be awaited there',
    });
  }
}

function withTexts(
  { reasonDigest: _, answerDigest: __, ...proposal }: IdenfyProposal,
  reason: string | null,
  answer: string | null,
): ProposedDecision {
  return { ...proposal, reason, answer };
}

/** @throws IdenfyPreconditionError */
export function assertVersion({ verification }: Change, { caseVersion }: DecisionStep): void {
  if (caseVersion !== undefined && caseVersion !== verification.caseVersion)
    throw new IdenfyPreconditionError();
}

function assertDecidable({ verification }: Change): void {
  const { status, final, decision, erasedAt } = verification;
  if (status !== 'SUSPECTED' || !final || decision !== null || erasedAt !== null) {
    throw new IdenfyConflictError({ identifier: 'NOTHING_TO_DECIDE' });
  }
}

function refuseSamePerson({ proposedBy }: IdenfyProposal, { id }: Actor): void {
  if (id === proposedBy) {
    throw new IdenfyForbiddenError({
      identifier: 'SAME_PERSON',
      message: 'The proposer of a decision cannot answer it.',
      hint: 'Let another person confirm or return it; you can withdraw it.',
    });
  }
}

function recordDecision(
  change: Change,
  { decision, reasonDigest, actor }: Omit<Decision, 'reason'> & { reasonDigest: string },
): void {
  const occasion = { cause: 'DECISION', source: 'staff', actor, reportedStatus: decision } as const;
  change.record({ ...occasion, noteDigest: reasonDigest }, (row) => {
    row.decision = decision;
    row.decisionBy = actor.id;
    row.decisionAt = change.at;
    row.plainDecisionReason = null;
    row.attention = settled(row.attention, 'DECISION_OVERTAKEN');
  });
}

function recordProposal(
  change: Change,
  note: 'PROPOSED' | 'RETURNED' | 'WITHDRAWN',
  actor: Actor,
  proposal: IdenfyProposal | null,
): void {
  change.record(
    {
      cause: 'PROPOSAL',
      source: 'staff',
      actor,
      effect: 'noted',
      reportedStatus: proposal?.decision ?? null,
      note,
    },
    (row) => {
      row.proposalId = proposal?.id ?? null;
    },
  );
}
