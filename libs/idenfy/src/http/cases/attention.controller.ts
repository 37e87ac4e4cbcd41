import { type Attention, ATTENTIONS } from '@nestjs-idenfy/contract';
import { HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyStaffCaller } from '../access/caller.js';
import { ReasonRequired } from '../access/reason-required.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { ApiIfMatch, IfMatch } from '../case-version.js';
import { Reason } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { JsonBody } from '../param.decorators.js';
import { StaffVerificationView, VerificationViews } from '../verifications/verification.views.js';

/** Which reason for attention is settled, and what was found. */
@ApiSchema({ name: 'IdenfySettleAttentionDto' })
export class SettleAttentionDto {
  @ApiProperty({ enum: ATTENTIONS, example: 'CLIENT_MISMATCH' })
  @IsIn(ATTENTIONS, { message: `Field 'attention' must be one of: ${ATTENTIONS.join(', ')}.` })
  attention!: Attention;

  @Reason()
  reason!: string;
}

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef/attention/settle')
export class AttentionController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly views: VerificationViews,
    private readonly audit: AccessAudit,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @SkipBodyParser()
  @StaffOnly('decide')
  @ReasonRequired()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'idenfySettleAttention',
    summary: 'Settle a reason for attention by hand',
    description:
      'For what someone has looked into and nothing else settles (`canBeSettled` of a case). The next event of the same kind raises it again.',
  })
  @ApiBody({ type: SettleAttentionDto })
  @ApiOkResponse({ type: StaffVerificationView })
  @ApiErrors(400, 401, 403, 404, 409, 412, 413, 415)
  async settle(
    @Caller() caller: IdenfyStaffCaller,
    @StaffAccess() access: VerificationAccess,
    @IfMatch() caseVersion: number | undefined,
    @JsonBody(SettleAttentionDto) { attention, reason }: SettleAttentionDto,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'ATTENTION_SETTLE', detail: attention });
    const settlement = { attention, reason, actor: actorOf(caller), caseVersion };
    return this.views.forStaff(await this.verifications.settleAttention(access.verification, settlement));
  }
}
