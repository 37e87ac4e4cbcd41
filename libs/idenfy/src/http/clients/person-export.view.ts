import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { type Attention, ATTENTIONS } from '@nestjs-idenfy/contract';
import { ACCESS_ACTIONS, type AccessAction } from '../../database/entities/access-record.entity.js';
import {
  ERASURE_STATES,
  type ErasureAtIdenfy,
  ERASURES_AT_IDENFY,
  type ErasureState,
} from '../../database/entities/erasure.entity.js';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../database/entities/evidence.entity.js';
import { type Standing, STANDINGS } from '../../database/entities/person.entity.js';
import { PROPOSAL_STATES, type ProposalState } from '../../database/entities/proposal.entity.js';
import type { Cause, Effect } from '../../database/entities/verification-event.entity.js';
import {
  type ExportedAccess,
  type ExportedActor,
  type ExportedDecision,
  type ExportedErasure,
  type ExportedEvent,
  type ExportedEvidence,
  type ExportedFindings,
  type ExportedNote,
  type ExportedPerson,
  type ExportedProposal,
  type ExportedVerification,
  type ExportedWebhook,
  type PersonExport,
  type Withheld,
  WITHHOLDING_REASONS,
} from '../../erasure/person-export.js';
import { RETENTION_STARTS, type RetentionStart } from '../../erasure/retention.options.js';
import { AmlHitView } from '../cases/case.views.js';
import { ExtractedDataView } from '../results/extracted-data.view.js';

const Text = (description?: string) =>
  ApiProperty({ type: String, nullable: true, ...(description !== undefined && { description }) });
const Time = () => ApiProperty({ type: Date, nullable: true });
const Texts = () => ApiProperty({ type: [String] });

@ApiSchema({ name: 'IdenfyExportedRelationshipView' })
class ExportedRelationshipView {
  @Time() begunAt!: Date | null;
  @Time() endedAt!: Date | null;
}

@ApiSchema({ name: 'IdenfyExportedRetentionView' })
class ExportedRetentionView {
  @ApiProperty({ enum: RETENTION_STARTS }) startsAt!: RetentionStart;
  @ApiProperty({ type: 'integer' }) keepAtLeastDays!: number;
  @ApiProperty({ type: 'integer', nullable: true }) deleteAfterDays!: number | null;
  @Time() extendedUntil!: Date | null;
  @Text() reason!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedPersonView' })
class ExportedPersonView implements ExportedPerson {
  @ApiProperty({ enum: STANDINGS }) standing!: Standing;
  @Time() verifiedUntil!: Date | null;
  @Time() verifiedAt!: Date | null;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ type: Date }) firstSeenAt!: Date;
  @ApiProperty({ type: ExportedRelationshipView }) relationship!: ExportedRelationshipView;
  @ApiProperty({ type: ExportedRetentionView }) retention!: ExportedRetentionView;
  @Text('Why the data must not be erased; null without a legal hold.') legalHold!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedFindingsView' })
class ExportedFindingsView implements ExportedFindings {
  @Time() verdictAt!: Date | null;
  @Time() verifiedUntil!: Date | null;
  @Texts() fraudTags!: readonly string[];
  @Texts() mismatchTags!: readonly string[];
  @Text() autoDocument!: string | null;
  @Text() autoFace!: string | null;
  @Text() manualDocument!: string | null;
  @Text() manualFace!: string | null;
  @Texts() checksClean!: readonly string[];
  @ApiProperty({
    type: [AmlHitView],
    nullable: true,
    description: 'Null where no result told of an anti-money-laundering check.',
  })
  amlHits!: readonly AmlHitView[] | null;
  @ApiProperty({ enum: ATTENTIONS, isArray: true }) attention!: readonly Attention[];
}

@ApiSchema({ name: 'IdenfyExportedDecisionView' })
class ExportedDecisionView implements ExportedDecision {
  @ApiProperty({ enum: ['ACCEPTED', 'REJECTED'] }) decision!: 'ACCEPTED' | 'REJECTED';
  @Time() at!: Date | null;
  @Text() reason!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedProposalView' })
class ExportedProposalView implements ExportedProposal {
  @ApiProperty({ enum: ['ACCEPTED', 'REJECTED'] }) decision!: 'ACCEPTED' | 'REJECTED';
  @ApiProperty({ enum: PROPOSAL_STATES }) state!: ProposalState;
  @ApiProperty({ type: Date }) proposedAt!: Date;
  @Text() reason!: string | null;
  @Time() decidedAt!: Date | null;
  @Text('Why it was returned.') returnReason!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedEvidenceView' })
class ExportedEvidenceView implements ExportedEvidence {
  @ApiProperty({ enum: EVIDENCE_KINDS }) kind!: EvidenceKind;
  @ApiProperty({ example: 'FRONT' }) name!: string;
  @Text() contentType!: string | null;
  @ApiProperty({ type: 'integer' }) bytes!: number;
  @ApiProperty({ type: Date }) keptAt!: Date;
}

@ApiSchema({ name: 'IdenfyExportedEventView' })
class ExportedEventView implements ExportedEvent {
  @ApiProperty({ type: Date }) at!: Date;
  @ApiProperty() from!: string;
  @ApiProperty() to!: string;
  @ApiProperty() final!: boolean;
  @ApiProperty({ type: String, example: 'applied' }) effect!: Effect;
  @ApiProperty({ type: String, example: 'WEBHOOK' }) cause!: Cause;
  @ApiProperty({ example: 'manual' }) source!: string;
  @Text() reportedStatus!: string | null;
  @ApiProperty({ enum: ['person', 'staff', 'idenfy', 'system'] }) actor!: ExportedActor;
  @Text() note!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedNoteView' })
class ExportedNoteView implements ExportedNote {
  @ApiProperty({ type: Date }) at!: Date;
  @Text() text!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedAccessView' })
class ExportedAccessView implements ExportedAccess {
  @ApiProperty({ type: Date }) at!: Date;
  @ApiProperty({ enum: ACCESS_ACTIONS }) action!: AccessAction;
  @Text() detail!: string | null;
  @Text() reason!: string | null;
}

@ApiSchema({ name: 'IdenfyExportedVerificationView' })
class ExportedVerificationView implements ExportedVerification {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @Text() scanRef!: string | null;
  @Text() externalRef!: string | null;
  @ApiProperty({ example: 'APPROVED' }) status!: string;
  @ApiProperty() final!: boolean;
  @Text() tokenType!: string | null;
  @Texts() checksAsked!: readonly string[];
  @Texts() additionalSteps!: readonly string[];
  @ApiProperty({ type: Date }) createdAt!: Date;
  @Time() expiresAt!: Date | null;
  @Time() submittedAt!: Date | null;
  @Time() closedAt!: Date | null;
  @ApiProperty({
    type: ExportedFindingsView,
    nullable: true,
    description: 'What iDenfy found; null while the outcome is open.',
  })
  findings!: ExportedFindingsView | null;
  @ApiProperty({ type: ExportedDecisionView, nullable: true }) decision!: ExportedDecisionView | null;
  @ApiProperty({
    type: [ExportedProposalView],
    description: 'Decisions that staff proposed, newest first; none while the outcome is open.',
  })
  proposals!: readonly ExportedProposalView[];
  @ApiProperty({
    type: [ExportedEvidenceView],
    description:
      'What is kept as evidence, which the evidence pack contains; none while the outcome is open.',
  })
  evidence!: readonly ExportedEvidenceView[];
  @ApiProperty({ type: [ExportedEventView] }) history!: readonly ExportedEventView[];
  @ApiProperty({ type: [ExportedNoteView] }) notes!: readonly ExportedNoteView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What this service stated about the person at the start; null where it is not kept.',
  })
  claims!: ExportedVerification['claims'];
  @ApiProperty({
    type: ExtractedDataView,
    nullable: true,
    description: 'Null where no copy is kept here.',
  })
  extractedData!: ExportedVerification['extractedData'];
  @ApiProperty({ type: [ExportedAccessView], description: 'What staff looked at, oldest first.' })
  accesses!: readonly ExportedAccessView[];
}

@ApiSchema({ name: 'IdenfyExportedErasureView' })
class ExportedErasureView implements ExportedErasure {
  @Text() scanRef!: string | null;
  @ApiProperty({ example: 'DENIED' }) status!: string;
  @ApiProperty({ type: Date }) createdAt!: Date;
  @ApiProperty({ type: Date }) erasedAt!: Date;
  @ApiProperty({ enum: ERASURE_STATES, nullable: true }) state!: ErasureState | null;
  @ApiProperty({ enum: ERASURES_AT_IDENFY, nullable: true }) atIdenfy!: ErasureAtIdenfy | null;
}

@ApiSchema({ name: 'IdenfyExportedWebhookView' })
class ExportedWebhookView implements ExportedWebhook {
  @ApiProperty({ type: Date }) receivedAt!: Date;
  @Text() eventType!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As iDenfy sent it; text where it is no JSON.',
  })
  content!: unknown;
}

@ApiSchema({ name: 'IdenfyWithheldView' })
class WithheldView implements Withheld {
  @Text('The verification it is about; null for the whole export.') scanRef!: string | null;
  @Texts() fields!: readonly string[];
  @ApiProperty({ enum: WITHHOLDING_REASONS }) reason!: Withheld['reason'];
  @ApiProperty({ description: 'The reason, for the reader.' }) explanation!: string;
}

/** Everything that is kept here about one person, as they may read it. */
@ApiSchema({ name: 'IdenfyPersonExportView' })
export class PersonExportView implements PersonExport {
  @ApiProperty() clientId!: string;
  @ApiProperty() account!: string;
  @ApiProperty({ type: Date }) exportedAt!: Date;
  @ApiProperty({
    type: ExportedPersonView,
    nullable: true,
    description: 'Null where everything about the person was erased.',
  })
  person!: ExportedPersonView | null;
  @ApiProperty({ type: [ExportedVerificationView], description: 'Newest first.' })
  verifications!: readonly ExportedVerificationView[];
  @ApiProperty({ type: [ExportedErasureView], description: 'What is left of erased verifications.' })
  erased!: readonly ExportedErasureView[];
  @ApiProperty({
    type: [ExportedWebhookView],
    description: 'Webhooks whose bytes are still kept; none while an outcome is open.',
  })
  webhooks!: readonly ExportedWebhookView[];
  @ApiProperty({ type: [WithheldView], description: 'What is left out, and why.' })
  withheld!: readonly WithheldView[];
}
