import { Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiSchema, ApiTags } from '@nestjs/swagger';
import { type Attention, ATTENTIONS } from '@nestjs-idenfy/contract';
import type { IdenfyVerificationEvent } from '../../database/entities/verification-event.entity.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyCaller } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { Cursor, Limit } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors, IDENFY_CALL_ERRORS } from '../openapi/api-errors.decorator.js';
import { limitOf, type Page, pageOf } from '../openapi/page.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { QueryOf } from '../param.decorators.js';
import { StaffVerificationView, VerificationViews } from './verification.views.js';

/** Which part of the history is listed, oldest event first. All values arrive as text. */
export class ListHistoryDto {
  @Cursor(/^[\w-]{1,200}$/)
  cursor?: string;

  @Limit()
  limit?: string;
}

/** One line of the history of a verification, for staff. */
@ApiSchema({ name: 'IdenfyHistoryEventView' })
export class HistoryEventView {
  @ApiProperty({ description: 'Grows with time.' })
  readonly id: string;

  @ApiProperty({ type: Date })
  readonly at: Date;

  @ApiProperty({ description: 'Status before.' })
  readonly from: string;

  @ApiProperty({ description: 'Status after.' })
  readonly to: string;

  @ApiProperty({ description: 'Whether the state after it is final.' })
  readonly final: boolean;

  @ApiProperty({
    type: String,
    example: 'applied',
    description: 'What the change did; `superseded` means that it arrived too late.',
  })
  readonly effect: IdenfyVerificationEvent['effect'];

  @ApiProperty({ type: String, example: 'WEBHOOK' })
  readonly cause: IdenfyVerificationEvent['cause'];

  @ApiProperty({
    example: 'manual',
    description: 'Who reported it: an automatic or a manual check, a lookup, staff.',
  })
  readonly source: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The reported status, even where it was not applied.',
  })
  readonly reportedStatus: string | null;

  @ApiProperty({ enum: ATTENTIONS, isArray: true, description: 'Reasons for attention that it raised.' })
  readonly raised: readonly Attention[];

  @ApiProperty({ type: String, nullable: true, description: 'The stored webhook behind it.' })
  readonly inboxId: string | null;

  @ApiProperty({ description: 'Who made the change.' })
  readonly actor: string;

  @ApiProperty({ type: String, nullable: true })
  readonly note: string | null;

  constructor(event: IdenfyVerificationEvent) {
    this.id = event.id;
    this.at = event.at;
    this.from = event.fromStatus;
    this.to = event.toStatus;
    this.final = event.final;
    this.effect = event.effect;
    this.cause = event.cause;
    this.source = event.source;
    this.reportedStatus = event.reportedStatus;
    this.raised = event.raised;
    this.inboxId = event.inboxId;
    this.actor = event.actor;
    this.note = event.note;
  }
}

const HistoryPageView = pageOf('IdenfyHistoryPageView', HistoryEventView);

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class StaffVerificationController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly views: VerificationViews,
    private readonly audit: AccessAudit,
  ) {}

  @Get('history')
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyGetHistory',
    summary: 'All changes with cause and source, oldest first',
  })
  @ApiQuery({ type: ListHistoryDto })
  @ApiOkResponse({ type: HistoryPageView })
  @ApiErrors(400, 401, 403, 404)
  async history(
    @StaffAccess() access: VerificationAccess,
    @QueryOf(ListHistoryDto) query: ListHistoryDto,
  ): Promise<Page<HistoryEventView>> {
    await this.audit.record({ ...access, action: 'HISTORY' });
    const { items, nextCursor } = await this.verifications.history(access.verification, {
      cursor: query.cursor,
      limit: limitOf(query),
    });
    return { items: items.map((event) => new HistoryEventView(event)), nextCursor };
  }

  @Post('refresh')
  @HttpCode(HttpStatus.OK)
  @SkipBodyParser()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyRefresh',
    summary: 'Look up the status at iDenfy: a fallback, at most once in ten minutes',
  })
  @ApiOkResponse({ type: StaffVerificationView })
  @ApiErrors(400, 401, 403, 404, 409, 429, ...IDENFY_CALL_ERRORS)
  async refresh(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'REFRESH' });
    const actor = actorOf(caller);
    return this.views.forStaff(await this.verifications.refresh(access.verification, { actor }));
  }
}
