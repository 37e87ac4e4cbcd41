import { Delete, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import {
  ERASURE_STATES,
  type ErasureAtIdenfy,
  ERASURES_AT_IDENFY,
  type ErasureState,
  type IdenfyErasure,
} from '../../database/entities/erasure.entity.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { Erasures } from '../../erasure/erasures.js';
import { IdenfyNotFoundError } from '../../errors/refusal.errors.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import {
  Caller,
  CurrentVerification,
  StaffAccess,
  type VerificationAccess,
} from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyCaller } from '../access/caller.js';
import { ReasonRequired } from '../access/reason-required.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';

/** An erasure and its state; the receipt, once it is done. */
@ApiSchema({ name: 'IdenfyErasureView' })
export class ErasureView {
  @ApiProperty({ format: 'uuid' })
  readonly erasureId: string;

  @ApiProperty({
    enum: ERASURE_STATES,
    description:
      '`waiting`: the session is still open at iDenfy. `deleted`: nothing is left at iDenfy. `erased`: here neither. `done`: and ' +
      'the application has erased its own. `FAILED_AT_IDENFY`: iDenfy has confirmed nothing within 30 days. `HOST_NOT_TOLD`: the ' +
      'application has not confirmed it within 30 days.',
  })
  readonly state: ErasureState;

  @ApiProperty({
    enum: ERASURES_AT_IDENFY,
    nullable: true,
    description:
      '`DELETED`: iDenfy confirmed it. `NOT_FOUND_AT_IDENFY`: iDenfy has no such session. `NO_SESSION_KNOWN`: no session is ' +
      'known here. `FAILED_AT_IDENFY`: iDenfy confirmed nothing. Null while that is open.',
  })
  readonly atIdenfy: ErasureAtIdenfy | null;

  @ApiProperty()
  readonly requestedBy: string;

  @ApiProperty({ type: Date })
  readonly requestedAt: Date;

  @ApiProperty({ type: String, nullable: true })
  readonly reason: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why the last attempt failed.' })
  readonly lastError: string | null;

  @ApiProperty({ description: 'Whether it repeats an earlier one after a backup was restored.' })
  readonly replayed: boolean;

  @ApiProperty({ type: Date, nullable: true })
  readonly deletedAtIdenfy: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly completedAt: Date | null;

  constructor(erasure: IdenfyErasure) {
    this.erasureId = erasure.id;
    this.state = erasure.state;
    this.atIdenfy = erasure.atIdenfy;
    this.requestedBy = erasure.requestedBy;
    this.requestedAt = erasure.requestedAt;
    this.reason = erasure.reason;
    this.lastError = erasure.lastError;
    this.replayed = erasure.replayed;
    this.deletedAtIdenfy = erasure.deletedAtIdenfy;
    this.completedAt = erasure.completedAt;
  }
}

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
  @SkipBodyParser()
  @StaffOnly('erase')
  @ReasonRequired()
  @ApiOperation({ operationId: 'idenfyErase', summary: 'Erase a verification, at iDenfy and here' })
  @ApiAcceptedResponse({ type: ErasureView })
  @ApiErrors(400, 401, 403, 404, 409)
  async erase(
    @Caller() caller: IdenfyCaller,
    @StaffAccess() access: VerificationAccess,
  ): Promise<ErasureView> {
    const { verification, reason } = access;
    await this.audit.record({ ...access, action: 'ERASURE' });
    return new ErasureView(await this.erasures.request(verification, { actor: actorOf(caller), reason }));
  }

  @Post('erasure/finish')
  @HttpCode(HttpStatus.OK)
  @SkipBodyParser()
  @StaffOnly('erase')
  @ReasonRequired()
  @ApiOperation({
    operationId: 'idenfyFinishErasure',
    summary: 'Finish here an erasure that iDenfy has not confirmed within 30 days',
  })
  @ApiOkResponse({ type: ErasureView })
  @ApiErrors(400, 401, 403, 404, 409)
  async finish(@StaffAccess() access: VerificationAccess): Promise<ErasureView> {
    await this.audit.record({ ...access, action: 'ERASURE', detail: 'FINISHED_LOCALLY' });
    return new ErasureView(await this.erasures.finishLocally(access.verification));
  }

  @Get('erasure')
  @StaffOnly('erase')
  @ApiOperation({
    operationId: 'idenfyGetErasure',
    summary: 'The state of the erasure: the receipt, once it is done',
  })
  @ApiOkResponse({ type: ErasureView })
  @ApiErrors(400, 401, 403, 404)
  async receipt(@CurrentVerification() verification: IdenfyVerification): Promise<ErasureView> {
    const erasure = await this.erasures.receipt(verification);
    if (!erasure) {
      throw new IdenfyNotFoundError({ message: 'No erasure of this verification was requested.' });
    }
    return new ErasureView(erasure);
  }
}
