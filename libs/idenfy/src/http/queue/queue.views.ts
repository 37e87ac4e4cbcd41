import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CASE_KINDS, CASE_REASONS, type CaseKind, type CaseReason } from '@nestjs-idenfy/contract';
import { COUNTED_AT_MOST, type QueueItem } from '../../casework/queue.js';
import { caseReasons } from '../../casework/open-cases.js';

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });
const Tags = (description: string) => ApiProperty({ type: [String], description });

/** One reason why a verification waits for staff. */
@ApiSchema({ name: 'IdenfyQueueItemView' })
export class QueueItemView {
  @ApiProperty({ format: 'uuid', description: 'The verification. It has a row for each reason.' })
  readonly id: string;
  @ApiProperty({ description: 'The iDenfy account.' }) readonly account: string;
  @Text('Null until iDenfy has answered.') readonly scanRef: string | null;
  @ApiProperty({ description: 'The person.' }) readonly clientId: string;
  @ApiProperty({ enum: CASE_REASONS, description: 'Why it waits.' }) readonly reason: CaseReason;
  @ApiProperty({ enum: CASE_REASONS, isArray: true, description: 'All reasons why it waits.' })
  readonly reasons: readonly CaseReason[];
  @ApiProperty({ type: Date, description: 'When the reason arose.' }) readonly since: Date;
  @ApiProperty({ type: Date, description: 'When it should be done.' }) readonly dueAt: Date;
  @ApiProperty({ description: 'Whether it was due before now.' }) readonly overdue: boolean;
  @Text('The member of staff who works on it.') readonly assignee: string | null;
  @ApiProperty({ type: String, example: 'SUSPECTED', description: "iDenfy's status." })
  readonly status: string;
  @Tags('Why the verdict is no plain approval: fraud.') readonly fraudTags: readonly string[];
  @Tags('The same: mismatches.') readonly mismatchTags: readonly string[];
  @ApiProperty({ type: Date, description: 'When the verification was started.' }) readonly createdAt: Date;

  constructor({ verification, reason, since, dueAt, isOverdue }: QueueItem) {
    this.id = verification.id;
    this.account = verification.account;
    this.scanRef = verification.scanRef;
    this.clientId = verification.clientId;
    this.reason = reason;
    this.reasons = caseReasons(verification);
    this.since = since;
    this.dueAt = dueAt;
    this.overdue = isOverdue;
    this.assignee = verification.assignee;
    this.status = verification.status;
    this.fraudTags = verification.fraudTags;
    this.mismatchTags = verification.mismatchTags;
    this.createdAt = verification.createdAt;
  }
}

const Count = (description: string) =>
  ApiProperty({ type: 'integer', minimum: 0, maximum: COUNTED_AT_MOST, description });

/** How many rows of each kind wait; 1,000 stands for as many or more. */
@ApiSchema({ name: 'IdenfyQueueCountsView' })
export class QueueCountsView implements Readonly<Record<CaseKind, number>> {
  @Count('Undecided suspicions.') readonly DECISION!: number;
  @Count('Proposed decisions that wait for a second person.') readonly SECOND_PERSON!: number;
  @Count('Reasons for attention, without overdue reviews.') readonly ATTENTION!: number;
  @Count('Reviews at iDenfy that did not end.') readonly OVERDUE!: number;

  constructor(counts: Readonly<Record<CaseKind, number>>) {
    for (const kind of CASE_KINDS) this[kind] = counts[kind];
  }
}

/** One page of the queue. */
@ApiSchema({ name: 'IdenfyQueuePageView' })
export class QueuePageView {
  @ApiProperty({ type: [QueueItemView] }) readonly items!: readonly QueueItemView[];
  @Text('Send it as `cursor` for the next page; null on the last one.') readonly nextCursor!: string | null;
  @ApiProperty({ type: QueueCountsView, description: 'By account, assignee and search, for all kinds.' })
  readonly counts!: QueueCountsView;
}

/** What a bulk assignment did. */
@ApiSchema({ name: 'IdenfyAssignedView' })
export class AssignedView {
  @ApiProperty({ type: [String], description: 'Ids of the verifications that are assigned so now.' })
  readonly assigned!: readonly string[];
  @ApiProperty({
    type: [String],
    description: 'Ids that were left out: unknown, of another account, or erased.',
  })
  readonly skipped!: readonly string[];
}
