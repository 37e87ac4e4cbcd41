import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { DurationFigures } from '../../casework/duration-histogram.js';
import type {
  DenialReason,
  OpenReviews,
  OverviewDay,
  OverviewFigures,
  OverviewGroup,
  OverviewReport,
} from '../../casework/overview.js';

const Count = (description: string) => ApiProperty({ type: 'integer', description });
const Seconds = (description: string) =>
  ApiProperty({ type: Number, nullable: true, description: `${description}, in seconds, at most 5 % off.` });
const Group = () =>
  ApiProperty({
    type: String,
    nullable: true,
    example: 'LT',
    description:
      'The account, country, document type or level; null where none or several were requested, and without `by`.',
  });

/** How often a reason stood with a denial. */
@ApiSchema({ name: 'IdenfyDenialReasonView' })
export class DenialReasonView implements DenialReason {
  @ApiProperty({ example: 'FACE_MISMATCH', description: "iDenfy's tag or result." }) readonly reason!: string;
  @Count('How often; one denial can have several reasons.') readonly count!: number;
}

/** Percentiles of durations. */
@ApiSchema({ name: 'IdenfyDurationsView' })
export class DurationsView implements DurationFigures {
  @Count('How many were measured.') readonly count!: number;
  @Seconds('The median') readonly p50Seconds!: number | null;
  @Seconds('Nine of ten are at most as long') readonly p90Seconds!: number | null;
}

/** Figures of one period. */
@ApiSchema({ name: 'IdenfyOverviewFiguresView' })
export class OverviewFiguresView implements OverviewFigures {
  @Count('Verifications that were started.') readonly started!: number;
  @Count('Verifications whose images reached iDenfy, or whose first result arrived.')
  readonly submitted!: number;
  @Count('Final verdicts APPROVED. A verdict that is corrected counts again, on the day of the correction.')
  readonly approved!: number;
  @Count('Final verdicts DENIED.') readonly denied!: number;
  @Count('Final verdicts SUSPECTED.') readonly suspected!: number;
  @Count('Sessions that expired.') readonly expired!: number;
  @Count('Verifications that were cancelled.') readonly cancelled!: number;
  @Count('Starts that iDenfy refused.') readonly startFailed!: number;
  @Count('Decisions ACCEPTED.') readonly accepted!: number;
  @Count('Decisions REJECTED.') readonly rejected!: number;
  @ApiProperty({ type: [DenialReasonView], description: 'The most frequent first.' })
  readonly denialReasons!: readonly DenialReasonView[];
  @ApiProperty({
    type: DurationsView,
    description:
      "From the moment at which the person's part was done (they came back, or the images or the first result arrived) to the " +
      'first final verdict.',
  })
  readonly timeToVerdict!: DurationsView;
  @ApiProperty({ type: DurationsView, description: 'From the verdict to the decision.' })
  readonly timeToDecision!: DurationsView;
}

/** Figures of one group. */
@ApiSchema({ name: 'IdenfyOverviewGroupView' })
export class OverviewGroupView extends OverviewFiguresView implements OverviewGroup {
  @Group() readonly group!: string | null;
}

/** Figures of one day, and group with `by`. */
@ApiSchema({ name: 'IdenfyOverviewDayView' })
export class OverviewDayView extends OverviewGroupView implements OverviewDay {
  @ApiProperty({ format: 'date', example: '2026-11-26', description: 'In UTC.' }) readonly day!: string;
}

/** How many open reviews have an age. */
@ApiSchema({ name: 'IdenfyReviewAgeView' })
export class ReviewAgeView {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Younger than so many hours, and not counted before; null for those that are older.',
  })
  readonly belowHours!: number | null;
  @Count('How many.') readonly count!: number;
}

/** Verifications of one group that were submitted and have no outcome. */
@ApiSchema({ name: 'IdenfyOpenReviewsView' })
export class OpenReviewsView implements OpenReviews {
  @Group() readonly group!: string | null;
  @ApiProperty({ type: [ReviewAgeView], description: 'By the time since they were submitted.' })
  readonly ages!: readonly ReviewAgeView[];
}

/** What the charts show. Nothing in it is about one person. */
@ApiSchema({ name: 'IdenfyOverviewView' })
export class OverviewView implements OverviewReport {
  @ApiProperty({ format: 'date', example: '2026-10-28', description: 'The first day, in UTC.' })
  readonly from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-26', description: 'The last day.' }) readonly to!: string;
  @ApiProperty({ type: Date, nullable: true, description: 'When the figures were last counted.' })
  readonly countedAt!: Date | null;
  @ApiProperty({ type: OverviewFiguresView, description: 'Of the whole period.' })
  readonly total!: OverviewFiguresView;
  @ApiProperty({
    type: [OverviewGroupView],
    description: 'Of the whole period by group; empty without `by`.',
  })
  readonly groups!: readonly OverviewGroupView[];
  @ApiProperty({
    type: [OverviewDayView],
    description: 'Each day, and group with `by`, with something to count.',
  })
  readonly days!: readonly OverviewDayView[];
  @ApiProperty({ type: [OpenReviewsView], description: 'Now, whatever the period is.' })
  readonly openReviews!: readonly OpenReviewsView[];

  constructor(report: OverviewReport) {
    Object.assign(this, report);
  }
}

const COLUMNS: readonly (readonly [string, (day: OverviewDay) => string | number | null])[] = [
  ['day', ({ day }) => day],
  ['group', ({ group }) => group],
  ['started', ({ started }) => started],
  ['submitted', ({ submitted }) => submitted],
  ['approved', ({ approved }) => approved],
  ['denied', ({ denied }) => denied],
  ['suspected', ({ suspected }) => suspected],
  ['expired', ({ expired }) => expired],
  ['cancelled', ({ cancelled }) => cancelled],
  ['start_failed', ({ startFailed }) => startFailed],
  ['accepted', ({ accepted }) => accepted],
  ['rejected', ({ rejected }) => rejected],
  ['time_to_verdict_p50_seconds', ({ timeToVerdict }) => timeToVerdict.p50Seconds],
  ['time_to_verdict_p90_seconds', ({ timeToVerdict }) => timeToVerdict.p90Seconds],
  ['time_to_decision_p50_seconds', ({ timeToDecision }) => timeToDecision.p50Seconds],
  ['time_to_decision_p90_seconds', ({ timeToDecision }) => timeToDecision.p90Seconds],
  [
    'denial_reasons',
    ({ denialReasons }) => denialReasons.map(({ reason, count }) => `${reason}:${count}`).join(' '),
  ],
];

/** The days as CSV (RFC 4180), one line for each day and group. */
export function csvOf({ days }: OverviewReport): string {
  const lines = days.map((day) => COLUMNS.map(([, valueOf]) => field(valueOf(day))));
  return [COLUMNS.map(([name]) => name), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** Names of groups and reasons have no character that a spreadsheet would compute, so quotes are all they can need. */
function field(value: string | number | null): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
