import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';
import { IdenfyVerification } from './verification.entity.js';

/** Where a proposal can stand. */
export const PROPOSAL_STATES = ['WAITING', 'CONFIRMED', 'RETURNED', 'WITHDRAWN', 'LAPSED'] as const;

/**
 * `WAITING`: a second person has to answer. `CONFIRMED`: one did, and the decision stands. `RETURNED`: one sent it back.
 * `WITHDRAWN`: its proposer took it back. `LAPSED`: the verdict or the tags changed while it waited.
 */
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/**
 * A decision that needs a second person. The database refuses a confirmation by the proposer, and every change but the one
 * answer that ends the waiting.
 */
@Entity('idenfy_proposal')
@Check('ck_idenfy_proposal_state', `state in ('WAITING', 'CONFIRMED', 'RETURNED', 'WITHDRAWN', 'LAPSED')`)
@Check('ck_idenfy_proposal_answer', `(state = 'WAITING') = (decided_at is null)`)
@Check(
  'ck_idenfy_proposal_second_person',
  `state not in ('CONFIRMED', 'RETURNED') or (decided_by is not null and decided_by <> proposed_by)`,
)
@NamedIndex('uq_idenfy_proposal_waiting', ['verificationId'], { unique: true, where: `state = 'WAITING'` })
@NamedIndex('ix_idenfy_proposal_waiting', ['proposedAt', 'id'], { where: `state = 'WAITING'` })
@NamedIndex('ix_idenfy_proposal_verification', ['verificationId', 'proposedAt'])
export class IdenfyProposal {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => IdenfyVerification, { name: 'fk_idenfy_proposal_verification' })
  @Column('uuid', { name: 'verification_id' })
  verificationId!: string;

  @Column('text')
  decision!: 'ACCEPTED' | 'REJECTED';

  @Column('text', { default: 'WAITING' })
  state!: ProposalState;

  /** Staff id of the proposer. */
  @Column('text', { name: 'proposed_by' })
  proposedBy!: string;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  /** Keyed digest of the reason for the decision, which stands in `idenfy_free_text` until it is erased. */
  @Column('text', { name: 'reason_digest' })
  reasonDigest!: string;

  /** Staff id of who confirmed, returned or withdrew it; null while it waits, and where it lapsed. */
  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  /** Keyed digest of why it was returned. */
  @Column('text', { name: 'answer_digest', nullable: true })
  answerDigest!: string | null;
}
