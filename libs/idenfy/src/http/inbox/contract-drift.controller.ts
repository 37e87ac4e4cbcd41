import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiSchema, ApiTags } from '@nestjs/swagger';
import { DRIFT_KINDS } from '../../database/entities/contract-drift.entity.js';
import { ContractDrift, type ContractDifference } from '../../webhooks/contract-drift.js';
import { Caller } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { type Page, pageOf } from '../openapi/page.js';
import { QueryOf } from '../param.decorators.js';
import { inboxPage, ListRowsDto } from './inbox-page.js';

/** Something that iDenfy sends and this version does not know. */
@ApiSchema({ name: 'IdenfyContractDifferenceView' })
export class ContractDifferenceView implements ContractDifference {
  @ApiProperty({ description: 'Grows with time.' }) readonly id!: string;
  @ApiProperty({ description: 'The iDenfy account.' }) readonly account!: string;
  @ApiProperty({
    enum: DRIFT_KINDS,
    description: '`FIELD`: an unknown field. `VALUE`: an unknown value. `TYPE`: another type.',
  })
  readonly kind!: ContractDifference['kind'];
  @ApiProperty({
    example: 'status.fraudTags[]',
    description: 'Where in the body; names that iDenfy does not fix are `*`.',
  })
  readonly path!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The value or the type; null for a field, and for a value that could be personal.',
  })
  readonly found!: string | null;
  @ApiProperty({ type: 'integer', description: 'How many times it was found.' }) readonly seen!: number;
  @ApiProperty({ type: Date }) readonly firstSeenAt!: Date;
  @ApiProperty({ type: Date }) readonly lastSeenAt!: Date;

  constructor(difference: ContractDifference) {
    Object.assign(this, difference);
  }
}

const ContractDriftPageView = pageOf('IdenfyContractDriftPageView', ContractDifferenceView);

/** What iDenfy sends that this version does not know. */
@ApiTags('Staff')
@IdenfyController('contract-drift')
export class ContractDriftController {
  constructor(private readonly drift: ContractDrift) {}

  @Get()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyListContractDrift',
    summary: 'What iDenfy sends that this version does not know, newest first',
  })
  @ApiQuery({ type: ListRowsDto })
  @ApiOkResponse({ type: ContractDriftPageView })
  @ApiErrors(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListRowsDto) query: ListRowsDto,
  ): Promise<Page<ContractDifferenceView>> {
    return inboxPage(
      caller,
      query,
      (rows) => this.drift.list(rows),
      (difference) => new ContractDifferenceView(difference),
    );
  }
}
