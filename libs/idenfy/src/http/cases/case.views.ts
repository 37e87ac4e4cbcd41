import {
  type Attention,
  ATTENTIONS,
  CASE_REASONS,
  type CaseReason,
  explainTag,
} from '@nestjs-idenfy/contract';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { CaseFile, CaseLevel } from '../../casework/case-files.js';
import type { IdenfyOpenCase } from '../../database/entities/open-case.entity.js';
import { type Standing, STANDINGS } from '../../database/entities/person.entity.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import type { KeptAmlHit } from '../../verifications/result-facts.js';
import { canBeSettledByHand } from '../../verifications/settlements.js';
import { ProposalView } from '../decisions/proposal.view.js';
import { StaffVerificationView } from '../verifications/verification.views.js';
import { TimelineEntryView } from './timeline.view.js';

const Text = (description?: string) =>
  ApiProperty({ type: String, nullable: true, ...(description !== undefined && { description }) });

/** A tag of iDenfy, and what it means to the member of staff who decides. */
@ApiSchema({ name: 'IdenfyExplainedTagView' })
export class ExplainedTagView {
  @ApiProperty({ example: 'FACE_BLACKLISTED' }) readonly tag: string;
  @ApiProperty({ enum: ['fraud', 'mismatch'] }) readonly kind: 'fraud' | 'mismatch';
  @Text('The tag in a few words; null, like the other texts, for a tag that this version does not know.')
  readonly title: string | null;
  @Text('What iDenfy found.') readonly meaning: string | null;
  @Text('What usually causes it.') readonly causes: string | null;
  @Text('What to look at before deciding.') readonly check: string | null;

  constructor(tag: string, kind: 'fraud' | 'mismatch') {
    const explanation = explainTag(tag);
    this.tag = tag;
    this.kind = kind;
    this.title = explanation?.title ?? null;
    this.meaning = explanation?.meaning ?? null;
    this.causes = explanation?.causes ?? null;
    this.check = explanation?.check ?? null;
  }
}

/** A check that the session asked for. */
@ApiSchema({ name: 'IdenfyCaseCheckView' })
export class CaseCheckView {
  @ApiProperty({ example: 'checkAml' }) readonly name!: string;
  @ApiProperty({ description: 'Whether it came back clean with the signed result.' })
  readonly clean!: boolean;
}

/** A level of the service. */
@ApiSchema({ name: 'IdenfyCaseLevelView' })
export class CaseLevelView implements CaseLevel {
  @ApiProperty() readonly name!: string;
  @ApiProperty({ description: 'Whether the session asked for everything that the level demands.' })
  readonly asked!: boolean;
  @ApiProperty({ description: 'Whether all of that came back clean.' }) readonly reached!: boolean;
}

/** One hit of the anti-money-laundering check, without names: they are in iDenfy's report. */
@ApiSchema({ name: 'IdenfyAmlHitView' })
export class AmlHitView implements KeptAmlHit {
  @Text('The service that found it.') readonly service!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'SANCTION' }) readonly kind!: string | null;
  @Text('Name of the list.') readonly list!: string | null;
  @Text() readonly category!: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'How alike they are, by the scale of the service.',
  })
  readonly score!: number | null;
  @Text('Level of a politically exposed person.') readonly pepLevel!: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether the entry is in force.' })
  readonly active!: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether it was cleared at iDenfy before.' })
  readonly cleared!: boolean | null;
  @Text('When the list was searched, as iDenfy wrote it.') readonly checkedAt!: string | null;
}

/** Another verification of the same person. */
@ApiSchema({ name: 'IdenfyCaseAttemptView' })
export class CaseAttemptView {
  @Text() readonly scanRef: string | null;
  @ApiProperty({ type: String, example: 'DENIED' }) readonly status: string;
  @ApiProperty() readonly final: boolean;
  @Text() readonly decision: string | null;
  @ApiProperty({ type: [String] }) readonly fraudTags: readonly string[];
  @ApiProperty({ type: [String] }) readonly mismatchTags: readonly string[];
  @ApiProperty({ type: Date }) readonly createdAt: Date;
  @ApiProperty({ type: Date, nullable: true }) readonly verdictAt: Date | null;
  @ApiProperty({ type: Date, nullable: true }) readonly closedAt: Date | null;

  constructor(verification: IdenfyVerification) {
    this.scanRef = verification.scanRef;
    this.status = verification.status;
    this.final = verification.final;
    this.decision = verification.decision;
    this.fraudTags = verification.fraudTags;
    this.mismatchTags = verification.mismatchTags;
    this.createdAt = verification.createdAt;
    this.verdictAt = verification.verdictAt;
    this.closedAt = verification.closedAt;
  }
}

/** One reason why the verification waits for staff. */
@ApiSchema({ name: 'IdenfyOpenReasonView' })
export class OpenReasonView {
  @ApiProperty({ enum: CASE_REASONS }) readonly reason: CaseReason;
  @ApiProperty({ type: Date, description: 'When it arose.' }) readonly since: Date;
  @ApiProperty({ type: Date }) readonly dueAt: Date;
  @ApiProperty({ description: 'Whether staff may settle it by hand (`…/attention/settle`).' })
  readonly canBeSettled: boolean;

  constructor({ reason, since, dueAt }: IdenfyOpenCase, verification: IdenfyVerification) {
    this.reason = reason;
    this.since = since;
    this.dueAt = dueAt;
    this.canBeSettled = isAttention(reason) && canBeSettledByHand(verification, reason);
  }
}

function isAttention(reason: CaseReason): reason is Attention {
  return ATTENTIONS.some((known) => known === reason);
}

/** Where the person stands. */
@ApiSchema({ name: 'IdenfyCasePersonView' })
export class CasePersonView {
  @ApiProperty() readonly clientId!: string;
  @ApiProperty({ enum: STANDINGS }) readonly standing!: Standing;
  @ApiProperty({ type: Date, nullable: true }) readonly verifiedUntil!: Date | null;
}

/** What is kept here and has a call of its own, with a reason for the access. */
@ApiSchema({ name: 'IdenfyCaseKeptView' })
export class CaseKeptView {
  @ApiProperty({ description: 'The extracted data (`/data`); without a copy, iDenfy is asked.' })
  readonly data!: boolean;
  @ApiProperty({ description: 'What the host claimed about the person (`/claims`).' })
  readonly claims!: boolean;
}

/** Everything that is needed to decide, without extracted data. */
@ApiSchema({ name: 'IdenfyCaseView' })
export class CaseView {
  @ApiProperty({ type: 'integer', description: 'The `ETag`, for `If-Match`.' }) readonly caseVersion: number;
  @ApiProperty({ type: StaffVerificationView }) readonly verification: StaffVerificationView;
  @ApiProperty({ type: [ExplainedTagView] }) readonly tags: readonly ExplainedTagView[];
  @ApiProperty({ type: [CaseCheckView] }) readonly checks: readonly CaseCheckView[];
  @ApiProperty({ type: [CaseLevelView] }) readonly levels: readonly CaseLevelView[];
  @ApiProperty({
    type: [AmlHitView],
    nullable: true,
    description: 'Null where no result has told of an anti-money-laundering check.',
  })
  readonly amlHits: readonly AmlHitView[] | null;
  @ApiProperty({ type: CasePersonView }) readonly person: CasePersonView;
  @ApiProperty({ type: [CaseAttemptView], description: 'Newest first, this one left out.' })
  readonly otherAttempts: readonly CaseAttemptView[];
  @ApiProperty({ description: 'Whether the person has more attempts than are listed.' })
  readonly hasMoreAttempts: boolean;
  @Text('The member of staff who works on it.') readonly assignee: string | null;
  @ApiProperty({ type: [OpenReasonView], description: 'Why it waits for staff, due first.' })
  readonly open: readonly OpenReasonView[];
  @ApiProperty({ type: Date, nullable: true, description: 'When the first of these is due.' })
  readonly dueAt: Date | null;
  @ApiProperty({ type: [ProposalView], description: 'Proposed decisions, newest first.' })
  readonly proposals: readonly ProposalView[];
  @ApiProperty({ type: [String], description: 'Reasons to offer for a decision.' })
  readonly reasons: readonly string[];
  @ApiProperty({ type: CaseKeptView }) readonly kept: CaseKeptView;
  @ApiProperty({ type: [TimelineEntryView], description: 'What happened, newest first.' })
  readonly timeline: readonly TimelineEntryView[];
  @ApiProperty({ description: 'Whether older entries were left out: see history and audit.' })
  readonly timelineIsCut: boolean;

  constructor(verification: IdenfyVerification, file: CaseFile) {
    const { clientId, standing, verifiedUntil } = file.person;
    this.caseVersion = verification.caseVersion;
    this.verification = new StaffVerificationView(verification, file.decisionReason);
    this.tags = [
      ...verification.fraudTags.map((tag) => new ExplainedTagView(tag, 'fraud')),
      ...verification.mismatchTags.map((tag) => new ExplainedTagView(tag, 'mismatch')),
    ];
    this.checks = verification.checksAsked.map((name) => ({
      name,
      clean: verification.checksClean.includes(name),
    }));
    this.levels = file.levels;
    this.amlHits = file.amlHits;
    this.person = { clientId, standing, verifiedUntil };
    this.otherAttempts = file.otherAttempts.map((attempt) => new CaseAttemptView(attempt));
    this.hasMoreAttempts = file.hasMoreAttempts;
    this.assignee = verification.assignee;
    this.open = file.open.map((reason) => new OpenReasonView(reason, verification));
    this.dueAt = file.open[0]?.dueAt ?? null;
    this.proposals = file.proposals.map((proposal) => new ProposalView(proposal));
    this.reasons = file.reasons;
    this.kept = file.kept;
    this.timeline = file.timeline.entries.map((entry) => new TimelineEntryView(entry));
    this.timelineIsCut = file.timeline.isCut;
  }
}
