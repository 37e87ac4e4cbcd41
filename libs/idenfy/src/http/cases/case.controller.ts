import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { CaseFiles } from '../../casework/case-files.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { CLAIM_FIELDS, type Claims, KeptClaims } from '../../verifications/claims.js';
import { StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { ReasonRequired } from '../access/reason-required.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { CaseView } from './case.views.js';

/** What the host claimed about a person when it started the verification. */
@ApiSchema({ name: 'IdenfyClaimsView' })
export class ClaimsView {
  @ApiProperty({
    description:
      'False where nothing was kept: by `keep`, because the session was not started here, or erased.',
  })
  readonly kept: boolean;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: `Those of ${CLAIM_FIELDS.join(', ')} that were sent with the request; empty where none was.`,
  })
  readonly claims: Claims | null;

  constructor(claims: Claims | null) {
    this.kept = claims !== null;
    this.claims = claims;
  }
}

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class CaseController {
  constructor(
    private readonly cases: CaseFiles,
    private readonly claims: KeptClaims,
    private readonly audit: AccessAudit,
  ) {}

  @Get('case')
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyGetCase',
    summary: 'Everything that is needed to decide, without extracted data',
  })
  @ApiOkResponse({ type: CaseView })
  @ApiErrors(400, 401, 403, 404)
  async case(@StaffAccess() access: VerificationAccess): Promise<CaseView> {
    await this.audit.record({ ...access, action: 'CASE' });
    return new CaseView(access.verification, await this.cases.of(access.verification));
  }

  @Get('claims')
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({
    operationId: 'idenfyGetClaims',
    summary: 'What the host claimed about the person when it started the verification',
  })
  @ApiOkResponse({ type: ClaimsView })
  @ApiErrors(400, 401, 403, 404)
  async claimed(@StaffAccess() access: VerificationAccess): Promise<ClaimsView> {
    await this.audit.record({ ...access, action: 'CLAIMS' });
    return new ClaimsView(await this.claims.of(access.verification));
  }
}
