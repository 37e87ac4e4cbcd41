import { Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { VerificationData } from '../../contract/verification-data.js';
import { AccessAudit } from '../../verification/audit/access-audit.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { StaffOnly } from '../access/access-rule.js';
import { actorOf } from '../access/actor-of.js';
import type { IdenfyCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { ReasonRequired } from '../access/reason-required.decorator.js';
import { Visit, type StaffVisit } from '../access/visit.decorator.js';
import { JsonBody } from '../body/json-body.decorator.js';
import { OwnBody } from '../body/own-body.decorator.js';
import { DecideDto } from '../dto/decide.dto.js';
import { Refuses, VENDOR_REFUSALS } from '../openapi/refusals.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { HistoryEventView } from '../views/history-event.view.js';
import { StaffVerificationView } from '../views/staff-verification.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

/** What staff learn and decide about an outcome. */
@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class ResultsController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly audit: AccessAudit,
  ) {}

  @Get('history')
  @StaffOnly()
  @ApiOperation({ summary: 'Every change, with its cause and source' })
  @ApiOkResponse({ type: [HistoryEventView] })
  @Refuses(400, 401, 403, 404)
  async history(@Visit() visit: StaffVisit): Promise<HistoryEventView[]> {
    await this.audit.record({ ...visit, action: 'HISTORY' });
    const events = await this.verifications.history(visit.verification);
    return events.map((event) => new HistoryEventView(event));
  }

  @Post('decision')
  @HttpCode(HttpStatus.OK)
  @OwnBody()
  @StaffOnly()
  @ReasonRequired()
  @ApiOperation({ summary: "Decide on a SUSPECTED result; iDenfy's word stays beside it" })
  @ApiBody({ type: DecideDto })
  @ApiOkResponse({ type: StaffVerificationView })
  @Refuses(400, 401, 403, 404, 409, 413, 415)
  async decide(
    @Caller() caller: IdenfyCaller,
    @Visit() visit: StaffVisit,
    @JsonBody(DecideDto) { decision, reason }: DecideDto,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...visit, action: 'DECISION', detail: decision });
    const actor = actorOf(caller);
    return new StaffVerificationView(
      await this.verifications.decide(visit.verification, { decision, reason, actor }),
    );
  }

  @Post('refresh')
  @HttpCode(HttpStatus.OK)
  @OwnBody()
  @StaffOnly()
  @ApiOperation({ summary: 'Ask iDenfy for the status: a fallback, at most once in ten minutes' })
  @ApiOkResponse({ type: StaffVerificationView })
  @Refuses(400, 401, 403, 404, 409, 429, ...VENDOR_REFUSALS)
  async refresh(@Caller() caller: IdenfyCaller, @Visit() visit: StaffVisit): Promise<StaffVerificationView> {
    await this.audit.record({ ...visit, action: 'REFRESH' });
    const actor = actorOf(caller);
    return new StaffVerificationView(await this.verifications.refresh(visit.verification, { actor }));
  }

  @Get('data')
  @StaffOnly()
  @ReasonRequired()
  @ApiOperation({ summary: 'What was read from the document: our copy if one is kept, else iDenfy is asked' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  @Refuses(400, 401, 403, 404, 409, 429, ...VENDOR_REFUSALS)
  async data(@Visit() visit: StaffVisit): Promise<VerificationData> {
    await this.audit.record({ ...visit, action: 'DATA' });
    return this.verifications.data(visit.verification);
  }
}
