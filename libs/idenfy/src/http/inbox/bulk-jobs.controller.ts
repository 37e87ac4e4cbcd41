import { Delete, type ExecutionContext, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import {
  BULK_ACTS,
  BULK_JOB_STATES,
  type BulkAct,
  type BulkJobState,
} from '../../database/entities/bulk-job.entity.js';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import { type BulkJob, BulkJobs } from '../../outbox/bulk-jobs.js';
import { STUCK_KINDS, type StuckFilter, type StuckKind } from '../../outbox/stuck-work.js';
import { Caller } from '../access/access-context.js';
import { actorOf, type IdenfyStaffCaller } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { createUnpipedParam } from '../unpiped-param.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const JobId = createUnpipedParam((_: undefined, context: ExecutionContext): string => {
  const { id = '' } = context.switchToHttp().getRequest<IdenfyHttpRequest>().params;
  if (UUID.test(id)) return id;
  throw new IdenfyValidationError({ field: 'id', message: "Field 'id' is malformed." });
});

const Filter = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** What a bulk job was asked for; null where a condition is missing. */
@ApiSchema({ name: 'IdenfyBulkFilterView' })
export class BulkFilterView {
  @ApiProperty({ enum: STUCK_KINDS, nullable: true }) readonly kind: StuckKind | null;
  @Filter('The handler.') readonly handler: string | null;
  @Filter('The error; null as well once the job has ended.') readonly error: string | null;
  @Filter('The iDenfy account.') readonly account: string | null;
  @ApiProperty({ type: Date, nullable: true }) readonly from: Date | null;
  @ApiProperty({ type: Date, nullable: true }) readonly to: Date | null;

  constructor({ kind, handler, error, account, from, to }: StuckFilter) {
    this.kind = kind ?? null;
    this.handler = handler ?? null;
    this.error = error ?? null;
    this.account = account ?? null;
    this.from = from ?? null;
    this.to = to ?? null;
  }
}

/** A bulk job, and how far it is. */
@ApiSchema({ name: 'IdenfyBulkJobView' })
export class BulkJobView {
  @ApiProperty({ format: 'uuid' }) readonly id: string;
  @ApiProperty({ enum: BULK_ACTS }) readonly act: BulkAct;
  @ApiProperty({ enum: BULK_JOB_STATES }) readonly state: BulkJobState;
  @ApiProperty({ type: BulkFilterView }) readonly filter: BulkFilterView;
  @ApiProperty({ type: 'integer', description: 'How much matched when it was asked for.' })
  readonly total: number;
  @ApiProperty({
    type: 'integer',
    description:
      'How much was retried or dropped. What changed meanwhile is left alone, so it can end below `total`.',
  })
  readonly done: number;
  @ApiProperty({
    type: 'integer',
    description: 'What cannot be retried, because the bytes of its webhook are deleted.',
  })
  readonly failed: number;
  @ApiProperty({ description: 'The member of staff who asked for it.' }) readonly askedBy: string;
  @ApiProperty({ type: Date }) readonly askedAt: Date;
  @ApiProperty({ type: Date, nullable: true }) readonly finishedAt: Date | null;

  constructor({ id, act, state, filter, total, done, failed, askedBy, askedAt, finishedAt }: BulkJob) {
    this.id = id;
    this.act = act;
    this.state = state;
    this.filter = new BulkFilterView(filter);
    this.total = total;
    this.done = done;
    this.failed = failed;
    this.askedBy = askedBy;
    this.askedAt = askedAt;
    this.finishedAt = finishedAt;
  }
}

/** Bulk jobs on stuck work. */
@ApiTags('Staff')
@IdenfyController('jobs')
export class BulkJobsController {
  constructor(private readonly jobs: BulkJobs) {}

  @Get(':id')
  @StaffOnly('operate')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ operationId: 'idenfyGetJob', summary: 'How far a bulk job is' })
  @ApiOkResponse({ type: BulkJobView })
  @ApiErrors(400, 401, 403, 404)
  async show(@Caller() { account }: IdenfyStaffCaller, @JobId() id: string): Promise<BulkJobView> {
    return new BulkJobView(await this.jobs.show(id, { account }));
  }

  @Delete(':id')
  @SkipBodyParser()
  @StaffOnly('operate')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({
    operationId: 'idenfyStopJob',
    summary: 'Stop a bulk job after the batch at hand; what it did stays done',
  })
  @ApiOkResponse({ type: BulkJobView })
  @ApiErrors(400, 401, 403, 404)
  async stop(@Caller() caller: IdenfyStaffCaller, @JobId() id: string): Promise<BulkJobView> {
    return new BulkJobView(await this.jobs.stop(id, { actor: actorOf(caller), account: caller.account }));
  }
}
