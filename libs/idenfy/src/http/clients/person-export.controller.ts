import { Get, Header, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PersonExport } from '../../erasure/person-export.js';
import { Persons } from '../../erasure/persons.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller, GivenReason } from '../access/access-context.js';
import { type IdenfyStaffCaller, requestedAccountOrDefault } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { ReasonRequired } from '../access/reason-required.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { PathPart } from '../param.decorators.js';
import { ApiClient } from './api-client.decorator.js';
import { PersonExportView } from './person-export.view.js';

@ApiTags('Clients')
@ApiClient()
@IdenfyController('clients/:clientId')
export class PersonExportController {
  constructor(
    private readonly persons: Persons,
    private readonly verifications: IdenfyVerifications,
    private readonly audit: AccessAudit,
  ) {}

  @Get('export')
  @Header('Cache-Control', 'no-store')
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({
    operationId: 'idenfyExportPerson',
    summary: 'Everything that is kept here about a person, as they may read it',
  })
  @ApiOkResponse({ type: PersonExportView })
  @ApiErrors(400, 401, 403, 404)
  async export(
    @Caller() caller: IdenfyStaffCaller,
    @Req() { query }: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
    @GivenReason() reason: string | undefined,
  ): Promise<PersonExport> {
    const account = requestedAccountOrDefault(caller, query['account']);
    const { current } = await this.verifications.person(account, clientId);
    await this.audit.record({ verification: current, staffId: caller.id, action: 'EXPORT', reason });
    return this.persons.export(clientId, { account });
  }
}
