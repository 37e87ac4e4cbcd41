import { Get } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { SCAN_REF_PATTERN } from '@nestjs-idenfy/contract';
import { ACCESS_ACTIONS, type AccessAction } from '../../database/entities/access-record.entity.js';
import { AccessAudit, type RecordedAccess } from '../../verifications/access-audit.js';
import { Caller } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { type IdenfyStaffCaller, requestedAccount } from '../access/caller.js';
import { Account, Cursor, IsInstant, Limit, Optional, StaffId } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { limitOf, type Page, pageOf, timeOf } from '../openapi/page.js';
import { QueryOf } from '../param.decorators.js';

/** Which accesses and decisions are listed, newest first. All values arrive as text. */
export class ListAccessDto {
  @ApiPropertyOptional({ type: String, maxLength: 40, description: 'About this verification.' })
  @Optional()
  @Matches(SCAN_REF_PATTERN, { message: "Field 'scanRef' must be a scanRef." })
  scanRef?: string;

  @StaffId('By this member of staff.')
  staff?: string;

  @IsInstant('At this time or later.')
  from?: string;

  @IsInstant('Before this time.')
  to?: string;

  @Cursor(/^[\w-]{1,200}$/)
  cursor?: string;

  @Limit()
  limit?: string;

  @Account()
  account?: string;
}

/** One access or decision of staff: who, when, about whom and why. */
@ApiSchema({ name: 'IdenfyAccessView' })
export class AccessView {
  @ApiProperty({ type: Date })
  readonly at: Date;

  @ApiProperty({ description: 'The member of staff, as the access policy names them.' })
  readonly staff: string;

  @ApiProperty({ enum: ACCESS_ACTIONS })
  readonly action: AccessAction;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'FRONT',
    description: 'The part of the verification that was accessed.',
  })
  readonly detail: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '`X-Access-Reason`, where one was given; null after the erasure.',
  })
  readonly reason: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly account: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly scanRef: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The person; a keyed hash after the erasure.' })
  readonly clientId: string | null;

  constructor({ record, reason, verification }: RecordedAccess) {
    this.at = record.at;
    this.staff = record.staffId;
    this.action = record.action;
    this.detail = record.detail;
    this.reason = reason;
    this.account = verification?.account ?? record.account;
    this.scanRef = verification?.scanRef ?? null;
    this.clientId = verification?.clientId ?? null;
  }
}

const AccessPageView = pageOf('IdenfyAccessPageView', AccessView);

@ApiTags('Staff')
@IdenfyController('audit')
export class AuditController {
  constructor(private readonly audit: AccessAudit) {}

  @Get()
  @StaffOnly('audit')
  @ApiOperation({
    operationId: 'idenfyListAccess',
    summary: 'The accesses and decisions of staff, newest first',
  })
  @ApiQuery({ type: ListAccessDto })
  @ApiOkResponse({ type: AccessPageView })
  @ApiErrors(400, 401, 403)
  async list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListAccessDto) query: ListAccessDto,
  ): Promise<Page<AccessView>> {
    const { scanRef, staff, from, to, cursor } = query;
    const { items, nextCursor } = await this.audit.list({
      account: requestedAccount(caller, query.account),
      scanRef,
      staffId: staff,
      from: timeOf(from),
      to: timeOf(to),
      cursor,
      limit: limitOf(query),
    });
    return { items: items.map((item) => new AccessView(item)), nextCursor };
  }
}
