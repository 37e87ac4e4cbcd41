import { Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Assignments } from '../../casework/assignments.js';
import { IdenfyConflictError } from '../../errors/refusal.errors.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyStaffCaller } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { JsonBody } from '../param.decorators.js';
import { StaffVerificationView, VerificationViews } from '../verifications/verification.views.js';
import { AssignDto } from './assignee.dto.js';

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef/assignee')
export class AssigneeController {
  constructor(
    private readonly assignments: Assignments,
    private readonly views: VerificationViews,
    private readonly audit: AccessAudit,
  ) {}

  @Put()
  @SkipBodyParser()
  @StaffOnly('review')
  @ApiOperation({ operationId: 'idenfyAssign', summary: 'Assign a verification to a member of staff' })
  @ApiBody({ type: AssignDto })
  @ApiOkResponse({ type: StaffVerificationView })
  @ApiErrors(400, 401, 403, 404, 409, 413, 415)
  async assign(
    @Caller() caller: IdenfyStaffCaller,
    @StaffAccess() access: VerificationAccess,
    @JsonBody(AssignDto) { staff }: AssignDto,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'ASSIGNMENT', detail: staff ?? 'no one' });
    const { verification } = access;
    const assigned = await this.assignments.assign([verification.id], { staff, actor: actorOf(caller) });
    if (assigned.length === 0) throw new IdenfyConflictError({ identifier: 'ERASED' });
    return this.views.forStaff(Object.assign(verification, { assignee: staff }));
  }
}
