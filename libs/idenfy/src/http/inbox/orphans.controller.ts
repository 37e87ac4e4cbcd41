import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiSchema, ApiTags } from '@nestjs/swagger';
import { type Orphan, Orphans } from '../../webhooks/orphans.js';
import { Caller } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { type Page, pageOf } from '../openapi/page.js';
import { QueryOf } from '../param.decorators.js';
import { inboxPage, ListRowsDto } from './inbox-page.js';

const STATES = ['orphan', 'unreadable'] as const satisfies readonly Orphan['state'][];

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** A stored webhook that could not be applied. */
@ApiSchema({ name: 'IdenfyOrphanView' })
export class OrphanView implements Orphan {
  @ApiProperty({ description: 'Grows with time.' }) readonly id!: string;
  @ApiProperty({ description: 'The iDenfy account.' }) readonly account!: string;
  @Text('The session it names.') readonly scanRef!: string | null;
  @Text('As received; it is not signed.') readonly eventType!: string | null;
  @ApiProperty({
    enum: STATES,
    description:
      '`orphan`: no verification of ours has this scanRef. `unreadable`: signed, but not understood.',
  })
  readonly state!: Orphan['state'];
  @Text('Why it is unreadable.') readonly reason!: string | null;
  @ApiProperty({ type: 'integer', description: 'How often the same bytes were delivered.' })
  readonly deliveries!: number;
  @ApiProperty({ type: Date }) readonly receivedAt!: Date;

  constructor(orphan: Orphan) {
    Object.assign(this, orphan);
  }
}

const OrphanPageView = pageOf('IdenfyOrphanPageView', OrphanView);

/** Webhooks without a verification. */
@ApiTags('Staff')
@IdenfyController('orphans')
export class OrphansController {
  constructor(private readonly orphans: Orphans) {}

  @Get()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyListOrphans',
    summary: 'Webhooks that could not be applied, newest first',
  })
  @ApiQuery({ type: ListRowsDto })
  @ApiOkResponse({ type: OrphanPageView })
  @ApiErrors(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListRowsDto) query: ListRowsDto,
  ): Promise<Page<OrphanView>> {
    return inboxPage(
      caller,
      query,
      (rows) => this.orphans.list(rows),
      (orphan) => new OrphanView(orphan),
    );
  }
}
