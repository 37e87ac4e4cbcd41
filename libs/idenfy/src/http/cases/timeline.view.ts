import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { TimelineEntry } from '../../casework/case-timelines.js';

/** The kinds of entries in a timeline. */
export const TIMELINE_KINDS = [
  'CHANGE',
  'DECISION',
  'PROPOSAL',
  'NOTE',
  'ASSIGNMENT',
  'ACCESS',
  'HANDLER',
] as const;

type TimelineKind = (typeof TIMELINE_KINDS)[number];

const Detail = (description: string, shown: { example?: string } = {}) =>
  ApiPropertyOptional({ type: String, nullable: true, description, ...shown });

/** One thing that happened to a verification. Which fields it has depends on its kind. */
@ApiSchema({ name: 'IdenfyTimelineEntryView' })
export class TimelineEntryView {
  @ApiProperty({ enum: TIMELINE_KINDS }) readonly kind: TimelineKind;
  @ApiProperty({ type: Date }) readonly at: Date;
  @ApiProperty({
    description: 'Who did it: a staff id, `person`, `idenfy` or `system`; of a handler its name.',
  })
  readonly actor: string;
  @Detail('The text of a note, the reason of an access, the error of a handler, or a short code.')
  readonly text: string | null;
  @Detail('What caused the change, or the recorded act of staff.', { example: 'WEBHOOK' })
  readonly cause?: string;
  @Detail('Status before.') readonly from?: string;
  @Detail('Status after.') readonly to?: string;
  @Detail('What the change did.', { example: 'applied' }) readonly effect?: string;
  @Detail('Where it comes from: an automatic or a manual check, a lookup, staff.') readonly source?: string;
  @Detail('The reported status, or the decision.') readonly reportedStatus?: string | null;
  @Detail('More about the access, such as the name of a file.') readonly detail?: string | null;
  @Detail('State of the run of a handler.', { example: 'done' }) readonly state?: string;
  @ApiPropertyOptional({ type: 'integer', description: 'Attempts of the run of a handler.' })
  readonly attempts?: number;

  constructor(entry: TimelineEntry) {
    this.at = entry.at;
    switch (entry.kind) {
      case 'event': {
        const { event } = entry;
        this.kind = kindOf(event.cause);
        this.actor = event.actor;
        this.text = event.note;
        this.cause = event.cause;
        this.from = event.fromStatus;
        this.to = event.toStatus;
        this.effect = event.effect;
        this.source = event.source;
        this.reportedStatus = event.reportedStatus;
        break;
      }
      case 'access':
        this.kind = 'ACCESS';
        this.actor = entry.access.staffId;
        this.text = entry.reason;
        this.cause = entry.access.action;
        this.detail = entry.access.detail;
        break;
      case 'handler':
        this.kind = 'HANDLER';
        this.actor = entry.call.handler;
        this.text = entry.call.lastError;
        this.state = entry.call.state;
        this.attempts = entry.call.attempts;
    }
  }
}

function kindOf(cause: string): TimelineKind {
  if (cause === 'ASSIGNED') return 'ASSIGNMENT';
  return cause === 'DECISION' || cause === 'PROPOSAL' || cause === 'NOTE' ? cause : 'CHANGE';
}
