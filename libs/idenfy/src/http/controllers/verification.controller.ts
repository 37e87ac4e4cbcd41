import { Get, HttpCode, HttpStatus, type MessageEvent, Post, Sse } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { PersonOrStaff } from '../access/access-rule.js';
import { actorOf } from '../access/actor-of.js';
import type { IdenfyCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { TheVerification } from '../access/the-verification.decorator.js';
import { OwnBody } from '../body/own-body.decorator.js';
import { VerificationEvents } from '../events/verification-events.js';
import { Refuses } from '../openapi/refusals.decorator.js';
import { ApiVerification, ApiVerificationResponse } from '../openapi/verification-docs.decorator.js';
import { type VerificationView, verificationFor } from '../views/verification.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

@ApiTags('Verifications')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class VerificationController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly streams: VerificationEvents,
  ) {}

  @Get()
  @PersonOrStaff()
  @ApiOperation({ summary: 'Where a verification stands' })
  @ApiVerificationResponse(HttpStatus.OK)
  @Refuses(400, 401, 404)
  get(@Caller() caller: IdenfyCaller, @TheVerification() verification: IdenfyVerification): VerificationView {
    return verificationFor(caller, verification);
  }

  @Sse('events')
  @PersonOrStaff()
  @ApiOperation({
    summary: 'Follow a verification',
    description:
      'Server-Sent Events: the state now, and again whenever what the caller may see of it changes. ' +
      'Read it with fetch and a bearer header; a comment every 15 seconds says that the stream is alive.',
  })
  @ApiProduces('text/event-stream')
  @ApiVerificationResponse(HttpStatus.OK)
  @Refuses(400, 401, 404)
  events(
    @Caller() caller: IdenfyCaller,
    @TheVerification() verification: IdenfyVerification,
  ): Observable<MessageEvent> {
    return this.streams.of(verification, caller);
  }

  @Post('finished')
  @HttpCode(HttpStatus.ACCEPTED)
  @OwnBody()
  @PersonOrStaff()
  @ApiOperation({
    summary: 'Say that the person is back from iDenfy',
    description: 'Nothing is believed of it, and no body is read; a missing result is looked for sooner.',
  })
  @ApiVerificationResponse(HttpStatus.ACCEPTED)
  @Refuses(400, 401, 404)
  async finished(
    @Caller() caller: IdenfyCaller,
    @TheVerification() verification: IdenfyVerification,
  ): Promise<VerificationView> {
    return verificationFor(caller, await this.verifications.finished(verification, actorOf(caller)));
  }
}
