import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { PersonOnly, StaffOnly } from '../access/access-rule.js';
import type { IdenfyPersonCaller, IdenfyStaffCaller } from '../access/caller.js';
import { Account } from '../access/account.decorator.js';
import { Caller } from '../access/caller.decorator.js';
import { Refuses } from '../openapi/refusals.decorator.js';
import { PathPart } from '../params/path-part.decorator.js';
import { ClientView } from '../views/client.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

@ApiTags('Clients')
@IdenfyController('clients')
export class ClientsController {
  constructor(private readonly verifications: IdenfyVerifications) {}

  @Get('me')
  @PersonOnly()
  @ApiOperation({ summary: 'Where the caller stands' })
  @ApiOkResponse({ type: ClientView })
  @Refuses(401, 403)
  async me(@Caller() caller: IdenfyPersonCaller, @Account() account: string): Promise<ClientView> {
    return new ClientView(caller, await this.verifications.person(account, caller.clientId));
  }

  @Get(':clientId')
  @StaffOnly()
  @ApiOperation({ summary: 'Where a person stands' })
  @ApiParam({ name: 'clientId', schema: { type: 'string', maxLength: 100 } })
  @ApiQuery({ name: 'account', required: false, type: String })
  @ApiOkResponse({ type: ClientView })
  @Refuses(400, 401, 403)
  async get(
    @Caller() caller: IdenfyStaffCaller,
    @Account() account: string,
    @PathPart('clientId') clientId: string,
  ): Promise<ClientView> {
    return new ClientView(caller, await this.verifications.person(account, clientId));
  }
}
