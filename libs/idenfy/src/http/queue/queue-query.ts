import { ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { IsIn, ValidateBy } from 'class-validator';
import { CASE_KINDS, CASE_REASONS, isText, TOKEN_FIELD_RULES } from '@nestjs-idenfy/contract';
import type { CaseFilter, QueueQuery } from '../../casework/queue.js';
import { type IdenfyStaffCaller, requestedAccount } from '../access/caller.js';
import { Account, Cursor, Flag, IsInstant, Limit, Optional, StaffId } from '../dto.decorators.js';
import { limitOf, timeOf } from '../openapi/page.js';

/** A kind of work, or one reason. */
const REASON_FILTERS = [...new Set([...CASE_KINDS, ...CASE_REASONS])];

const SORTS = ['due', '-due'] as const satisfies readonly QueueQuery['sort'][];

const SEARCH_MAX_LENGTH = TOKEN_FIELD_RULES.clientId.schema.maxLength ?? 100;

/** Which cases are meant: what a view can save. All values are texts, as in a query. */
export class QueueFilterDto {
  @ApiPropertyOptional({
    enum: REASON_FILTERS,
    description: 'A kind of work, or one reason; `ATTENTION` stands for all reasons that are no kind.',
  })
  @Optional()
  @IsIn(REASON_FILTERS, { message: `Field 'reason' must be one of: ${REASON_FILTERS.join(', ')}.` })
  reason?: (typeof REASON_FILTERS)[number];

  @StaffId('Assigned to this member of staff.')
  assignee?: string;

  // a saved view has it in a body, where it is text as well
  @ApiPropertyOptional({ type: String, enum: ['true', 'false'] })
  @Flag('Only those that no one works on.')
  unassigned?: 'true' | 'false';

  @IsInstant('Due at this time or later.')
  from?: string;

  @IsInstant('Due before this time.')
  to?: string;

  @ApiPropertyOptional({
    enum: SORTS,
    description: 'What is due first comes first (`due`), or last. Without it: due.',
  })
  @Optional()
  @IsIn(SORTS, { message: `Field 'sort' must be one of: ${SORTS.join(', ')}.` })
  sort?: (typeof SORTS)[number];

  @Account()
  account?: string;
}

/** Whose cases are counted. A search is no filter here: its count would tell something about one person. */
export class CountQueueDto extends PickType(QueueFilterDto, ['assignee', 'unassigned', 'account']) {}

/** Which part of the queue is listed. All values arrive as text. */
export class ListQueueDto extends QueueFilterDto {
  @ApiPropertyOptional({
    type: String,
    maxLength: SEARCH_MAX_LENGTH,
    description: 'Of the person with this clientId, or of the session with this scanRef.',
  })
  @Optional()
  @ValidateBy({
    name: 'search',
    validator: {
      validate: (value: unknown) => isText(value, 1, SEARCH_MAX_LENGTH),
      defaultMessage: () => `Field 'q' must be a clientId or a scanRef.`,
    },
  })
  q?: string;

  @Cursor(/^[\w-]{1,200}$/)
  cursor?: string;

  @Limit()
  limit?: string;
}

/** The query for what the caller may see. */
export function queueQuery(caller: IdenfyStaffCaller, query: ListQueueDto): QueueQuery {
  const { reason, from, to, sort, cursor } = query;
  return {
    ...caseFilter(caller, query),
    reason,
    from: timeOf(from),
    to: timeOf(to),
    sort,
    cursor,
    limit: limitOf(query),
  };
}

/** The part of the query that the counts of all kinds share. */
export function caseFilter(
  caller: IdenfyStaffCaller,
  query: CountQueueDto & Pick<ListQueueDto, 'q'>,
): CaseFilter {
  const { assignee, unassigned, q, account } = query;
  return {
    account: requestedAccount(caller, account),
    assignee: unassigned === 'true' ? null : assignee,
    search: q,
  };
}
