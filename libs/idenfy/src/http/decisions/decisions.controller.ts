import { Delete, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AccessAudit } from '../../verifications/access-audit.js';
import type { Decision } from '../../verifications/decisions.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyCaller } from '../access/caller.js';
import { ReasonRequired } from '../access/reason-required.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { ApiIfMatch, IfMatch } from '../case-version.js';
import { Reason } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { JsonBody } from '../param.decorators.js';
import { StaffVerificationView, VerificationViews } from '../verifications/verification.views.js';
import { DECISIONS, ProposedView } from './proposal.view.js';

/** The host's decision on a SUSPECTED result. */
@ApiSchema({ name: 'IdenfyDecideDto' })
export class DecideDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS, { message: `Field 'decision' must be one of: ${DECISIONS.join(', ')}.` })
  decision!: Decision['decision'];

  @Reason()
  reason!: string;
}

/** Why a proposed decision is returned. */
@ApiSchema({ name: 'IdenfyReturnDecisionDto' })
export class ReturnDecisionDto {
  @Reason()
  reason!: string;
}

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef/decision')
export class DecisionsController {
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
    operationId: 'idenfyDecide',
    summary: "Decide on a SUSPECTED result; iDenfy's status stays beside the decision",
    description: 'Where a second person is needed (`decisions.fourEyes`), the decision is proposed: 202.',
  })
  @ApiBody({ type: DecideDto })
  @ApiOkResponse({ type: StaffVerificationView, description: 'The decision stands.' })
  @ApiAcceptedResponse({ type: ProposedView, description: 'The decision waits for a second person.' })
  @ApiErrors(400, 401, 403, 404, 409, 412, 413, 415)
  async decide(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
    @IfMatch() caseVersion: number | undefined,
    @JsonBody(DecideDto) { decision, reason }: DecideDto,
    @Res({ passthrough: true }) reply: { statusCode: number },
  ): Promise<StaffVerificationView | ProposedView> {
    await this.audit.record({ ...access, action: 'DECISION', detail: decision });
    const given = { decision, reason, actor: actorOf(caller), caseVersion };
    const done = await this.verifications.decide(access.verification, given);
    if (done.outcome === 'decided') return this.views.forStaff(done.verification);
    reply.statusCode = HttpStatus.ACCEPTED;
    return new ProposedView(done.proposal, done.verification.caseVersion);
  }

  @Post('confirm')
  @HttpCode(HttpStatus.OK)
  @SkipBodyParser()
  @StaffOnly('decide')
  @ReasonRequired()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'idenfyConfirmDecision',
    summary: 'Confirm the proposed decision, as another person than its proposer',
  })
  @ApiOkResponse({ type: StaffVerificationView, description: 'The decision stands.' })
  @ApiErrors(400, 401, 403, 404, 409, 412)
  async confirm(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
    @IfMatch() caseVersion: number | undefined,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'PROPOSAL_CONFIRM' });
    const step = { actor: actorOf(caller), caseVersion };
    return this.views.forStaff(await this.verifications.confirmDecision(access.verification, step));
  }

  @Post('return')
  @HttpCode(HttpStatus.OK)
  @SkipBodyParser()
  @StaffOnly('decide')
  @ReasonRequired()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'idenfyReturnDecision',
    summary: 'Return the proposed decision, as another person than its proposer',
  })
  @ApiBody({ type: ReturnDecisionDto })
  @ApiOkResponse({ type: StaffVerificationView })
  @ApiErrors(400, 401, 403, 404, 409, 412, 413, 415)
  async return(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
    @IfMatch() caseVersion: number | undefined,
    @JsonBody(ReturnDecisionDto) { reason }: ReturnDecisionDto,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'PROPOSAL_RETURN' });
    const step = { actor: actorOf(caller), caseVersion, reason };
    return this.views.forStaff(await this.verifications.returnDecision(access.verification, step));
  }

  @Delete()
  @SkipBodyParser()
  @StaffOnly('decide')
  @ReasonRequired()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'idenfyWithdrawDecision',
    summary: 'Withdraw the proposed decision, as its proposer',
  })
  @ApiOkResponse({ type: StaffVerificationView })
  @ApiErrors(400, 401, 403, 404, 409, 412)
  async withdraw(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
    @IfMatch() caseVersion: number | undefined,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'PROPOSAL_WITHDRAW' });
    const step = { actor: actorOf(caller), caseVersion };
    return this.views.forStaff(await this.verifications.withdrawDecision(access.verification, step));
  }
}
