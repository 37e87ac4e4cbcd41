import { Delete, Get, HttpCode, HttpStatus } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Erasures } from '../../erasure/erasures.js';
import { IdenfyNotFoundError } from '../../errors/idenfy-not-found.error.js';
import { AccessAudit } from '../../verification/audit/access-audit.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { StaffOnly } from '../access/access-rule.js';
import { actorOf } from '../access/actor-of.js';
import type { IdenfyCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { ReasonRequired } from '../access/reason-required.decorator.js';
import { TheVerification } from '../access/the-verification.decorator.js';
import { Visit, type StaffVisit } from '../access/visit.decorator.js';
import { OwnBody } from '../body/own-body.decorator.js';
import { Refuses } from '../openapi/refusals.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { ErasureView } from '../views/erasure.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

/** Forgets a person's attempt, at iDenfy and here. */
@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class ErasureController {
  constructor(
    private readonly erasures: Erasures,
    private readonly audit: AccessAudit,
  ) {}

  @Delete()
  @HttpCode(HttpStatus.ACCEPTED)
  @OwnBody()
  @StaffOnly()
  @ReasonRequired()
  @ApiOperation({ summary: 'Erase a verification, at iDenfy and here' })
  @ApiAcceptedResponse({ type: ErasureView })
  @Refuses(400, 401, 403, 404, 409)
  async erase(@Caller() caller: IdenfyCaller, @Visit() visit: StaffVisit): Promise<ErasureView> {
    const { verification, reason } = visit;
    await this.audit.record({ ...visit, action: 'ERASURE' });
    return new ErasureView(await this.erasures.request(verification, { actor: actorOf(caller), reason }));
  }

  @Get('erasure')
  @StaffOnly()
  @ApiOperation({ summary: 'How far the erasure is: the receipt, once it is done' })
  @ApiOkResponse({ type: ErasureView })
  @Refuses(400, 401, 403, 404)
  async receipt(@TheVerification() verification: IdenfyVerification): Promise<ErasureView> {
    const erasure = await this.erasures.receipt(verification);
    if (!erasure) {
      throw new IdenfyNotFoundError({ message: 'Nobody has asked for this verification to be erased.' });
    }
    return new ErasureView(erasure);
  }
}
