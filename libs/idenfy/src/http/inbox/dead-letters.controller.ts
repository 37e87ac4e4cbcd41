import { applyDecorators, Get, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { IsBoolean, ValidateIf } from 'class-validator';
import { IdenfyAccounts } from '../../client/accounts.js';
import type { BulkAct } from '../../database/entities/bulk-job.entity.js';
import { type BulkJob, BulkJobs } from '../../outbox/bulk-jobs.js';
import { DEAD_LETTER_ID, type DeadLetter, DeadLetters } from '../../outbox/dead-letters.js';
import { STUCK_KINDS, type StuckGroup, type StuckKind, type StuckMatches } from '../../outbox/stuck-work.js';
import { Caller } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, assertKnownAccount, type IdenfyStaffCaller, requestedAccount } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { Cursor, Limit, Optional, Reason } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { type Page, pageOf } from '../openapi/page.js';
import { JsonBody, PathPart, QueryOf } from '../param.decorators.js';
import { BulkJobView } from './bulk-jobs.controller.js';
import { inboxPage } from './inbox-page.js';
import { filterOf, StuckFilterDto } from './stuck-filter.js';

/** Which dead letters and orphans are listed, newest first. All values arrive as text. */
export class ListDeadLettersDto extends StuckFilterDto {
  @Cursor(DEAD_LETTER_ID)
  cursor?: string;

  @Limit()
  limit?: string;
}

/** Why a dead letter is retried; kept with it and in the history of its verification. */
@ApiSchema({ name: 'IdenfyRetryDeadLetterDto' })
export class RetryDeadLetterDto {
  @Reason()
  reason!: string;
}

/** Which stuck work is retried or dropped together, and why. */
@ApiSchema({ name: 'IdenfyBulkActDto' })
export class BulkActDto extends StuckFilterDto {
  @ApiPropertyOptional({
    description: 'Why. Required unless `dryRun` is true; kept in the audit, and with what is retried.',
  })
  @ValidateIf(({ dryRun, reason }: BulkActDto) => dryRun !== true || reason !== undefined)
  @Reason()
  reason?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Whether to tell only how much it would be. Without it: false.',
  })
  @Optional()
  @IsBoolean({ message: "Field 'dryRun' must be true or false." })
  dryRun?: boolean;
}

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** A dead letter: a call of a handler, or a webhook, that was given up; or an orphan. */
@ApiSchema({ name: 'IdenfyDeadLetterView' })
export class DeadLetterView implements DeadLetter {
  @ApiProperty({ example: 'run-17', description: 'Kind and number.' }) readonly id!: string;
  @ApiProperty({
    enum: STUCK_KINDS,
    description:
      '`run`: a call of a handler. `webhook`: one that could not be applied. `orphan`: one without a verification, or unreadable.',
  })
  readonly kind!: StuckKind;
  @Text('The handler, such as `Accounts.open`; null for a webhook.') readonly handler!: string | null;
  @Text('The iDenfy account.') readonly account!: string | null;
  @Text('The verification it is about.') readonly scanRef!: string | null;
  @Text('Our own id of that verification.') readonly verificationId!: string | null;
  @Text('Status before the change it is about; null for a webhook.') readonly before!: string | null;
  @Text('Status after that change; null for a webhook.') readonly after!: string | null;
  @Text('Event type of the webhook it is about; null for a change.') readonly eventType!: string | null;
  @ApiProperty({ type: 'integer', description: 'Number of attempts.' }) readonly attempts!: number;
  @Text('Class of the last error.') readonly error!: string | null;
  @ApiProperty({ type: Date }) readonly createdAt!: Date;
  @ApiProperty({ type: Date, description: 'When it was given up; of an orphan, when it was received.' })
  readonly deadAt!: Date;
  @Text('Who retried it before, when it was given up again.') readonly retriedBy!: string | null;
  @Text('The reason of that retry.') readonly retryReason!: string | null;

  constructor(letter: DeadLetter) {
    Object.assign(this, letter);
  }
}

const DeadLetterPageView = pageOf('IdenfyDeadLetterPageView', DeadLetterView);

/** Number of dead letters that are retried. */
@ApiSchema({ name: 'IdenfyRetriedView' })
export class RetriedView {
  @ApiProperty({ type: 'integer' })
  readonly retried: number;

  constructor(retried: number) {
    this.retried = retried;
  }
}

/** Stuck work with one handler and one error. */
@ApiSchema({ name: 'IdenfyStuckGroupView' })
export class StuckGroupView implements StuckGroup {
  @ApiProperty({ enum: STUCK_KINDS }) readonly kind!: StuckKind;
  @Text('The handler; null for webhooks and orphans.') readonly handler!: string | null;
  @ApiProperty({
    description: 'Class of the last error; empty where there is none. Opens the group as the filter `error`.',
  })
  readonly error!: string;
  @ApiProperty({ type: 'integer' }) readonly count!: number;
  @ApiProperty({ type: Date, description: 'When the first of them was given up.' })
  readonly firstSeenAt!: Date;
  @ApiProperty({ type: Date, description: 'When the last of them was given up.' }) readonly lastSeenAt!: Date;
  @ApiProperty({
    type: [Number],
    description:
      'How many were given up in each of the last 14 times 24 hours, the last one last: for a sparkline.',
  })
  readonly perDay!: readonly number[];

  constructor(group: StuckGroup) {
    Object.assign(this, group);
  }
}

/** Stuck work by handler and error, the group that was seen last first. */
@ApiSchema({ name: 'IdenfyStuckGroupsView' })
export class StuckGroupsView {
  @ApiProperty({ type: [StuckGroupView] })
  readonly items: readonly StuckGroupView[];

  constructor(groups: readonly StuckGroup[]) {
    this.items = groups.map((group) => new StuckGroupView(group));
  }
}

/** How much stuck work a filter means, and the job that retries or drops it. */
@ApiSchema({ name: 'IdenfyBulkActView' })
export class BulkActView {
  @ApiProperty({ type: 'integer', description: 'How much matches.' })
  readonly total: number;

  @ApiProperty({ type: Date, nullable: true, description: 'When the oldest of it was given up.' })
  readonly oldest: Date | null;

  @ApiProperty({ type: Date, nullable: true, description: 'When the newest of it was given up.' })
  readonly newest: Date | null;

  @ApiProperty({ type: BulkJobView, nullable: true, description: 'Null after a dry run.' })
  readonly job: BulkJobView | null;

  constructor({ total, oldest, newest }: StuckMatches, job: BulkJob | null) {
    this.total = total;
    this.oldest = oldest;
    this.newest = newest;
    this.job = job && new BulkJobView(job);
  }
}

const LetterId = () => ApiParam({ name: 'id', schema: { type: 'string', pattern: DEAD_LETTER_ID.source } });

const ApiBulkAct = (act: BulkAct) =>
  applyDecorators(
    HttpCode(HttpStatus.ACCEPTED),
    SkipBodyParser(),
    StaffOnly('operate'),
    ApiBody({ type: BulkActDto }),
    ApiAcceptedResponse({
      type: BulkActView,
      description: `A job in the background will ${act} what matches now; \`GET /jobs/:id\` tells how far it is.`,
    }),
    ApiOkResponse({ type: BulkActView, description: 'Of a dry run: how much it would be.' }),
    ApiErrors(400, 401, 403, 413, 415),
  );

/** Calls of handlers and webhooks that were given up, orphans, and how to retry or drop them. */
@ApiTags('Staff')
@IdenfyController('dead-letters')
export class DeadLettersController {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly jobs: BulkJobs,
    private readonly accounts: IdenfyAccounts,
  ) {}

  @Get()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyListDeadLetters',
    summary: 'Calls of handlers and webhooks that were given up, and orphans, newest first',
  })
  @ApiQuery({ type: ListDeadLettersDto })
  @ApiOkResponse({ type: DeadLetterPageView })
  @ApiErrors(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListDeadLettersDto) query: ListDeadLettersDto,
  ): Promise<Page<DeadLetterView>> {
    return inboxPage(
      caller,
      query,
      (rows) => this.deadLetters.list({ ...filterOf(query), ...rows }),
      (letter) => new DeadLetterView(letter),
    );
  }

  @Get('groups')
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyGroupDeadLetters',
    summary: 'The same by handler and error, the group that was seen last first; 200 groups at most',
  })
  @ApiQuery({ type: StuckFilterDto })
  @ApiOkResponse({ type: StuckGroupsView })
  @ApiErrors(400, 401, 403)
  async groups(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(StuckFilterDto) query: StuckFilterDto,
  ): Promise<StuckGroupsView> {
    const account = requestedAccount(caller, query.account);
    return new StuckGroupsView(await this.deadLetters.groups({ ...filterOf(query), account }));
  }

  @Get(':id')
  @StaffOnly('operate')
  @LetterId()
  @ApiOperation({
    operationId: 'idenfyGetDeadLetter',
    summary: 'One dead letter: what it was about, and why it failed',
  })
  @ApiOkResponse({ type: DeadLetterView })
  @ApiErrors(400, 401, 403, 404)
  async show(@Caller() caller: IdenfyStaffCaller, @PathPart('id') id: string): Promise<DeadLetterView> {
    return new DeadLetterView(await this.deadLetters.show(id, { account: caller.account }));
  }

  @Post('retry')
  @ApiBulkAct('retry')
  @ApiOperation({ operationId: 'idenfyRetryDeadLetters', summary: 'Retry all that match a filter' })
  retryAll(
    @Caller() caller: IdenfyStaffCaller,
    @JsonBody(BulkActDto) body: BulkActDto,
    @Res({ passthrough: true }) reply: { statusCode: number },
  ): Promise<BulkActView> {
    return this.#ask('retry', caller, body, reply);
  }

  @Post('drop')
  @ApiBulkAct('drop')
  @ApiOperation({ operationId: 'idenfyDropDeadLetters', summary: 'Give up for good all that match a filter' })
  dropAll(
    @Caller() caller: IdenfyStaffCaller,
    @JsonBody(BulkActDto) body: BulkActDto,
    @Res({ passthrough: true }) reply: { statusCode: number },
  ): Promise<BulkActView> {
    return this.#ask('drop', caller, body, reply);
  }

  @Post(':id/retry')
  @HttpCode(HttpStatus.ACCEPTED)
  @SkipBodyParser()
  @StaffOnly('operate')
  @LetterId()
  @ApiOperation({ operationId: 'idenfyRetryDeadLetter', summary: 'Retry one dead letter' })
  @ApiBody({ type: RetryDeadLetterDto })
  @ApiAcceptedResponse({
    type: RetriedView,
    description: 'The handler is called, or the webhook applied, again.',
  })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async retry(
    @Caller() caller: IdenfyStaffCaller,
    @PathPart('id') id: string,
    @JsonBody(RetryDeadLetterDto) { reason }: RetryDeadLetterDto,
  ): Promise<RetriedView> {
    await this.deadLetters.retry(id, { actor: actorOf(caller), reason }, { account: caller.account });
    return new RetriedView(1);
  }

  async #ask(
    act: BulkAct,
    caller: IdenfyStaffCaller,
    body: BulkActDto,
    reply: { statusCode: number },
  ): Promise<BulkActView> {
    const filter = { ...filterOf(body), account: requestedAccount(caller, body.account) };
    if (body.account !== undefined) assertKnownAccount(body.account, this.accounts.names());
    if (body.dryRun) {
      reply.statusCode = HttpStatus.OK;
      return new BulkActView(await this.deadLetters.count(filter), null);
    }
    const { job, ...matches } = await this.jobs.ask(act, filter, {
      actor: actorOf(caller),
      reason: body.reason ?? '',
    });
    return new BulkActView(matches, job);
  }
}
