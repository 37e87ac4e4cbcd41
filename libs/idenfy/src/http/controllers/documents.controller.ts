import { HttpCode, HttpStatus, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import { PersonOrStaff } from '../access/access-rule.js';
import { actorOf } from '../access/actor-of.js';
import type { IdenfyCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { TheVerification } from '../access/the-verification.decorator.js';
import { OwnBody } from '../body/own-body.decorator.js';
import type { RequestLike } from '../body/request-like.js';
import { DocumentsReader } from '../documents/documents-reader.js';
import { HttpSettings } from '../http-settings.js';
import { DOCUMENTS_BODY } from '../openapi/documents-body.js';
import { Refuses, VENDOR_REFUSALS } from '../openapi/refusals.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { refuseForeignDocumentFields } from '../start/foreign-fields.js';
import { SubmittedView } from '../views/submitted.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

@ApiTags('Verifications')
@ApiVerification()
@IdenfyController('verifications/:scanRef/documents')
export class DocumentsController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly documents: DocumentsReader,
    private readonly settings: HttpSettings,
  ) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @OwnBody()
  @PersonOrStaff()
  @ApiOperation({
    summary: 'Send the pictures, in place of the verification page of iDenfy',
    requestBody: DOCUMENTS_BODY,
  })
  @ApiAcceptedResponse({ type: SubmittedView, description: 'With iDenfy. The result comes later.' })
  @Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422, ...VENDOR_REFUSALS)
  async submit(
    @Caller() caller: IdenfyCaller,
    @TheVerification() verification: IdenfyVerification,
    @Req() request: RequestLike,
  ): Promise<SubmittedView> {
    this.verifications.assertTakesDocuments(verification);
    const submitted = await this.documents.read(
      request,
      (upload) => this.verifications.submit(verification, upload, { actor: actorOf(caller) }),
      {
        before: (fields) => refuseForeignDocumentFields(caller, fields, this.settings.personMaySet),
        additionalSteps: verification.additionalSteps,
      },
    );
    return new SubmittedView(caller, submitted);
  }
}
