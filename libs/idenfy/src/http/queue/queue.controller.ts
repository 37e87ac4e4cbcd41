import { Get, Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Assignments } from '../../casework/assignments.js';
import { CaseQueue } from '../../casework/queue.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { Caller, GivenReason } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyStaffCaller } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { JsonBody, QueryOf } from '../param.decorators.js';
import { filtersOf } from '../verifications/list-verifications.js';
import { AssignManyDto } from './assignee.dto.js';
import { caseFilter, CountQueueDto, ListQueueDto, queueQuery } from './queue-query.js';
import { AssignedView, QueueCountsView, QueueItemView, QueuePageView } from './queue.views.js';

/** What waits for staff. */
@ApiTags('Staff')
@IdenfyController('queue')
export class QueueController {
  constructor(
    private readonly queue: CaseQueue,
    private readonly assignments: Assignments,
    private readonly audit: AccessAudit,
  ) {}

  @Get()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyListQueue',
    summary: 'What waits for staff, one row for each reason of each verification; due first comes first',
  })
  @ApiQuery({ type: ListQueueDto })
  @ApiOkResponse({ type: QueuePageView })
  @ApiErrors(400, 401, 403)
  async list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListQueueDto) query: ListQueueDto,
    @GivenReason() reason: string | undefined,
  ): Promise<QueuePageView> {
    const asked = queueQuery(caller, query);
    const detail = `by: ${filtersOf(query).join(', ') || 'nothing'}`;
    await this.audit.record({
      verification: null,
      account: asked.account,
      staffId: caller.id,
      action: 'QUEUE',
      detail,
      reason,
    });
    const { items, nextCursor } = await this.queue.list(asked);
    const counts = await this.queue.counts(caseFilter(caller, query));
    return {
      items: items.map((item) => new QueueItemView(item)),
      nextCursor,
      counts: new QueueCountsView(counts),
    };
  }

  @Get('counts')
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyCountQueue',
    summary: 'How much of each kind waits for staff; names no one, so the audit does not record it',
  })
  @ApiQuery({ type: CountQueueDto })
  @ApiOkResponse({ type: QueueCountsView })
  @ApiErrors(400, 401, 403)
  async counts(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(CountQueueDto) query: CountQueueDto,
  ): Promise<QueueCountsView> {
    return new QueueCountsView(await this.queue.counts(caseFilter(caller, query)));
  }

  @Put('assignee')
  @SkipBodyParser()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyAssignMany',
    summary: 'Assign several verifications to a member of staff',
  })
  @ApiBody({ type: AssignManyDto })
  @ApiOkResponse({ type: AssignedView })
  @ApiErrors(400, 401, 403, 413, 415)
  async assign(
    @Caller() caller: IdenfyStaffCaller,
    @GivenReason() reason: string | undefined,
    @JsonBody(AssignManyDto) { ids, staff }: AssignManyDto,
  ): Promise<AssignedView> {
    const known = await this.assignments.known(ids, { account: caller.account });
    for (const id of known) {
      const detail = staff ?? 'no one';
      await this.audit.record({
        verification: { id },
        staffId: caller.id,
        action: 'ASSIGNMENT',
        detail,
        reason,
      });
    }
    const assigned = await this.assignments.assign(known, { staff, actor: actorOf(caller) });
    return { assigned, skipped: ids.filter((id) => !assigned.includes(id)) };
  }
}
