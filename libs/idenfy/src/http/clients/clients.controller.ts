import { Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller } from '../access/access-context.js';
import { PersonOnly, StaffOnly } from '../access/idenfy-access.guard.js';
import {
  type IdenfyCaller,
  type IdenfyPersonCaller,
  type IdenfyStaffCaller,
  requestedAccountOrDefault,
} from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { PathPart } from '../param.decorators.js';
import { VerificationViews } from '../verifications/verification.views.js';
import { ApiClient } from './api-client.decorator.js';
import { ClientView } from './client.view.js';

const LEVEL = {
  name: 'level',
  required: false,
  type: String,
  description: 'A level of this service; without one any approval counts.',
} as const;

@ApiTags('Clients')
@IdenfyController('clients')
export class ClientsController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly views: VerificationViews,
  ) {}

  @Get('me')
  @PersonOnly()
  @ApiOperation({ operationId: 'idenfyGetMyStanding', summary: 'The standing of the caller' })
  @ApiQuery(LEVEL)
  @ApiOkResponse({ type: ClientView })
  @ApiErrors(400, 401, 403)
  me(@Caller() caller: IdenfyPersonCaller, @Req() request: IdenfyHttpRequest): Promise<ClientView> {
    return this.standing(caller, request, caller.clientId);
  }

  @Get(':clientId')
  @StaffOnly('review')
  @ApiOperation({ operationId: 'idenfyGetStanding', summary: 'The standing of a person' })
  @ApiClient()
  @ApiQuery(LEVEL)
  @ApiOkResponse({ type: ClientView })
  @ApiErrors(400, 401, 403)
  get(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
  ): Promise<ClientView> {
    return this.standing(caller, request, clientId);
  }

  private async standing(
    caller: IdenfyCaller,
    { query }: IdenfyHttpRequest,
    clientId: string,
  ): Promise<ClientView> {
    const account = requestedAccountOrDefault(caller, query['account']);
    const level = requestedLevel(query['level']);
    const person = await this.verifications.person(account, clientId, { level });
    return new ClientView(person, person.current && (await this.views.of(caller, person.current)));
  }
}

function requestedLevel(level: unknown): string | undefined {
  if (level === undefined || typeof level === 'string') return level;
  throw new IdenfyValidationError({ field: 'level', message: "Field 'level' must be given once." });
}
