import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import {
  ATTENTIONS,
  CLIENT_ID_PATTERN,
  TOKEN_FIELD_RULES,
  VERIFICATION_STATUSES,
} from '@nestjs-idenfy/contract';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import type { VerificationQuery } from '../../verifications/verification-queries.js';
import { type IdenfyCaller, isStaff, requestedAccount } from '../access/caller.js';
import { Account, Cursor, IsInstant, Limit, Optional } from '../dto.decorators.js';
import { limitOf, timeOf } from '../openapi/page.js';

const ATTENTION_FILTERS = ['true', 'false', ...ATTENTIONS] as const;

/** Which verifications are listed, newest first. All values arrive as text. */
export class ListVerificationsDto {
  @ApiPropertyOptional({
    type: String,
    maxLength: TOKEN_FIELD_RULES.clientId.schema.maxLength,
    description: 'Of this person. A person gets only their own.',
  })
  @Optional()
  @Matches(CLIENT_ID_PATTERN, { message: "Field 'clientId' must be a clientId." })
  clientId?: string;

  @ApiPropertyOptional({
    enum: VERIFICATION_STATUSES,
    description: `The status as the caller sees it: ${VERIFICATION_STATUSES.join(', ')}.`,
  })
  @Optional()
  @IsIn(VERIFICATION_STATUSES, {
    message: `Field 'status' must be one of: ${VERIFICATION_STATUSES.join(', ')}.`,
  })
  status?: string;

  @ApiPropertyOptional({
    enum: ATTENTION_FILTERS,
    description:
      'Only those that need the attention of staff, for any reason (`true`) or for this one. Staff only.',
  })
  @Optional()
  @IsIn(ATTENTION_FILTERS, { message: `Field 'attention' must be one of: ${ATTENTION_FILTERS.join(', ')}.` })
  attention?: (typeof ATTENTION_FILTERS)[number];

  @IsInstant('Started at this time or later.')
  from?: string;

  @IsInstant('Started before this time.')
  to?: string;

  @Cursor(/^[\w-]{1,200}$/)
  cursor?: string;

  @Limit()
  limit?: string;

  @Account()
  account?: string;
}

/**
 * The query for what the caller may see, filtered by what they can see of it.
 *
 * @throws IdenfyForbiddenError naming a filter that the caller may not use
 */
export function verificationQuery(caller: IdenfyCaller, query: ListVerificationsDto): VerificationQuery {
  const { status, from, to, cursor } = query;
  return {
    account: requestedAccount(caller, query.account),
    ...audienceOf(caller, query),
    status,
    from: timeOf(from),
    to: timeOf(to),
    cursor,
    limit: limitOf(query),
  };
}

/** The names of the filters in use: the person of `clientId` is none of the audit's business. */
export function filtersOf(query: object): string[] {
  return Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function audienceOf(caller: IdenfyCaller, { clientId, attention }: ListVerificationsDto) {
  if (isStaff(caller)) {
    return { audience: 'staff' as const, clientId, attention: reasonIn(attention) };
  }
  if (clientId !== undefined && clientId !== caller.clientId) {
    throw new IdenfyForbiddenError({ field: 'clientId' });
  }
  // What needs the attention of staff is exactly what a person must not be told.
  if (attention !== undefined) {
    throw new IdenfyForbiddenError({ field: 'attention' });
  }
  return { audience: 'person' as const, clientId: caller.clientId };
}

function reasonIn(filter: ListVerificationsDto['attention']): VerificationQuery['attention'] {
  if (filter === undefined || filter === 'false') return undefined;
  return filter === 'true' ? true : filter;
}
