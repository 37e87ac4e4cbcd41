import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PROPOSAL_STATES, type ProposalState } from '../../database/entities/proposal.entity.js';
import type { Decision, ProposedDecision } from '../../verifications/decisions.js';

/** The decisions that staff can make or propose. */
export const DECISIONS = ['ACCEPTED', 'REJECTED'] as const satisfies readonly Decision['decision'][];

/** A proposed decision, and what became of it. */
@ApiSchema({ name: 'IdenfyProposalView' })
export class ProposalView {
  @ApiProperty({ format: 'uuid' })
  readonly proposalId: string;

  @ApiProperty({ enum: DECISIONS })
  readonly decision: Decision['decision'];

  @ApiProperty({
    enum: PROPOSAL_STATES,
    description:
      '`WAITING` for a second person; `LAPSED` when the verdict or the tags changed while it waited.',
  })
  readonly state: ProposalState;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was proposed; null once erased.' })
  readonly reason: string | null;

  @ApiProperty({ description: 'Staff id of the proposer, who cannot confirm it.' })
  readonly proposedBy: string;

  @ApiProperty({ type: Date })
  readonly proposedAt: Date;

  @ApiProperty({ type: String, nullable: true, description: 'Who confirmed, returned or withdrew it.' })
  readonly decidedBy: string | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly decidedAt: Date | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was returned.' })
  readonly returnReason: string | null;

  constructor(proposal: ProposedDecision) {
    this.proposalId = proposal.id;
    this.decision = proposal.decision;
    this.state = proposal.state;
    this.reason = proposal.reason;
    this.proposedBy = proposal.proposedBy;
    this.proposedAt = proposal.proposedAt;
    this.decidedBy = proposal.decidedBy;
    this.decidedAt = proposal.decidedAt;
    this.returnReason = proposal.answer;
  }
}

/** A decision that waits for a second person. */
@ApiSchema({ name: 'IdenfyProposedView' })
export class ProposedView extends ProposalView {
  @ApiProperty({ type: 'integer', description: 'The `ETag`.' })
  readonly caseVersion: number;

  constructor(proposal: ProposedDecision, caseVersion: number) {
    super(proposal);
    this.caseVersion = caseVersion;
  }
}
