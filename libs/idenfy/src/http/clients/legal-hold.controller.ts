import { Delete, Put, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { LegalHolds } from '../../erasure/legal-holds.js';
import { Caller, GivenReason } from '../access/access-context.js';
import { type IdenfyStaffCaller, requestedPerson } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { ReasonRequired } from '../access/reason-required.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { Reason } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { JsonBody, PathPart } from '../param.decorators.js';
import { ApiClient } from './api-client.decorator.js';

/** What a legal hold is for. */
@ApiSchema({ name: 'IdenfyLegalHoldDto' })
export class LegalHoldDto {
  @Reason()
  reason!: string;
}

/** Whether the data of a person is held. */
@ApiSchema({ name: 'IdenfyLegalHoldView' })
export class LegalHoldView {
  @ApiProperty() readonly clientId!: string;
  @ApiProperty() readonly account!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why nothing about the person is erased; null without a hold.',
  })
  readonly legalHold!: string | null;
}

@ApiTags('Clients')
@ApiClient()
@IdenfyController('clients/:clientId/legal-hold')
export class LegalHoldController {
  constructor(private readonly holds: LegalHolds) {}

  @Put()
  @SkipBodyParser()
  @StaffOnly('retain')
  @ApiOperation({
    operationId: 'idenfyPlaceLegalHold',
    summary: 'Keep everything about a person from being erased, in place of an earlier hold',
  })
  @ApiBody({ type: LegalHoldDto })
  @ApiOkResponse({ type: LegalHoldView })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async place(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
    @JsonBody(LegalHoldDto) { reason }: LegalHoldDto,
  ): Promise<LegalHoldView> {
    const person = requestedPerson(caller, request, clientId);
    await this.holds.place(person, { reason, staffId: caller.id });
    return { ...person, legalHold: reason };
  }

  @Delete()
  @SkipBodyParser()
  @StaffOnly('retain')
  @ReasonRequired()
  @ApiOperation({ operationId: 'idenfyLiftLegalHold', summary: 'Lift the legal hold of a person' })
  @ApiOkResponse({ type: LegalHoldView })
  @ApiErrors(400, 401, 403, 404)
  async lift(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
    @GivenReason() reason: string | undefined,
  ): Promise<LegalHoldView> {
    const person = requestedPerson(caller, request, clientId);
    await this.holds.lift(person, { reason, staffId: caller.id });
    return { ...person, legalHold: null };
  }
}
