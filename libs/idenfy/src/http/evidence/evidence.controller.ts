import { Get, Header, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { RetentionCalendar } from '../../erasure/retention-dates.js';
import { EvidencePacks } from '../../evidence/evidence-pack.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { scanRefOf } from '../../verifications/lookup-throttle.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { actorOf, type IdenfyCaller } from '../access/caller.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { ReasonRequired } from '../access/reason-required.js';
import { download } from '../download.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class EvidenceController {
  constructor(
    private readonly packs: EvidencePacks,
    private readonly calendar: RetentionCalendar,
    private readonly audit: AccessAudit,
  ) {}

  @Get('evidence')
  @Header('X-Content-Type-Options', 'nosniff')
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({
    operationId: 'idenfyGetEvidence',
    summary: 'Everything that is kept as proof of the verdict, with a signed manifest, as ZIP',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiErrors(400, 401, 403, 404, 409)
  async pack(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
  ): Promise<StreamableFile> {
    const { verification } = access;
    await this.audit.record({ ...access, action: 'EVIDENCE' });
    const scanRef = scanRefOf(verification);
    const retention = await this.calendar.of(verification);
    const pack = await this.packs.of(verification, { actor: actorOf(caller), retention });
    return download(pack, { type: 'application/zip', name: `${scanRef}-evidence.zip` });
  }
}
