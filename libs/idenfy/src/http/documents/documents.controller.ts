import { HttpCode, HttpStatus, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { PROCESS_FIELD_RULES } from '@nestjs-idenfy/contract';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { IMAGES_LIMIT } from '../../operations/image-errors.js';
import { Submissions } from '../../verifications/submissions.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { Caller, CurrentVerification, GivenReason } from '../access/access-context.js';
import { PersonOrStaff } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyCaller, isStaff } from '../access/caller.js';
import type { RequestLike } from '../body/read-body.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors, IDENFY_CALL_ERRORS } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { RestOptions } from '../rest.options.js';
import { statusFor } from '../verifications/verification.views.js';
import { DocumentUploadReader } from './document-upload-reader.js';
import type { DocumentUpload, UploadField } from './upload-draft.js';

/** Status of a verification after its images were sent to iDenfy. */
@ApiSchema({ name: 'IdenfySubmittedView' })
export class SubmittedView {
  @ApiProperty({ type: String, nullable: true })
  readonly scanRef: string | null;

  @ApiProperty({ type: String, example: 'REVIEWING' })
  readonly status: string;

  constructor(caller: IdenfyCaller, verification: IdenfyVerification) {
    this.scanRef = verification.scanRef;
    this.status = statusFor(caller, verification);
  }
}

@ApiTags('Verifications')
@ApiVerification()
@IdenfyController('verifications/:scanRef/documents')
export class DocumentsController {
  constructor(
    private readonly submissions: Submissions,
    private readonly uploads: DocumentUploadReader,
    private readonly options: RestOptions,
    private readonly audit: AccessAudit,
  ) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @SkipBodyParser()
  @PersonOrStaff('start')
  @ApiOperation({
    operationId: 'idenfySubmitDocuments',
    summary: "Upload the document images, instead of using iDenfy's verification page",
    requestBody: uploadBody(),
  })
  @ApiAcceptedResponse({ type: SubmittedView, description: 'Sent to iDenfy. The result follows later.' })
  @ApiErrors(400, 401, 403, 404, 408, 409, 410, 413, 415, 422, ...IDENFY_CALL_ERRORS)
  async submit(
    @Caller() caller: IdenfyCaller,
    @CurrentVerification() verification: IdenfyVerification,
    @Req() request: RequestLike,
    @GivenReason() reason: string | undefined,
  ): Promise<SubmittedView> {
    this.submissions.assertOpen(verification);
    const submitted = await this.uploads.read(
      request,
      verification.id,
      async (upload) => {
        if (isStaff(caller)) {
          const detail = fieldsOf(upload).join(', ');
          await this.audit.record({ verification, staffId: caller.id, action: 'UPLOAD', detail, reason });
        }
        return this.submissions.submit(verification, upload, { actor: actorOf(caller) });
      },
      {
        assertPermitted: (field) => assertPermitted(caller, field, this.options.personMaySet),
        additionalSteps: verification.additionalSteps,
      },
    );
    return new SubmittedView(caller, submitted);
  }
}

/**
 * A person does not decide whether iDenfy checks the photos.
 *
 * @param permitted the option `personMaySet`
 * @throws IdenfyForbiddenError naming the field
 */
function assertPermitted(caller: IdenfyCaller, field: UploadField, permitted: readonly string[]): void {
  if (!isStaff(caller) && field === 'skipAnalysis' && !permitted.includes(field)) {
    throw new IdenfyForbiddenError({ field });
  }
}

/** The names of the fields and images of an upload. */
function fieldsOf({ images, ...fields }: DocumentUpload): string[] {
  const given = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return [...given, ...Object.keys(images)];
}

/** Two content types of different shapes, which decorators of one DTO cannot describe. */
function uploadBody() {
  const fields = {
    country: { ...schemaOf('country'), description: 'ISO 3166-1 alpha-2, upper case.' },
    documentType: schemaOf('documentType'),
    skipAnalysis: {
      ...schemaOf('skipAnalysis'),
      description: "Skips iDenfy's check of the photos. Staff only, unless the host permits it.",
    },
  };
  const json = {
    type: 'object',
    required: ['country', 'documentType', 'images'],
    properties: {
      ...fields,
      images: {
        type: 'object',
        required: ['FRONT'],
        properties: imagesByStep('byte'),
        additionalProperties: true, // `image` would contradict the optional properties in types that orval generates
        description:
          'Step to image: plain Base64 of a JPEG or PNG, without a data-URI prefix; a utility bill may be a PDF.',
      },
    },
  };
  const multipart = {
    type: 'object',
    required: ['country', 'documentType', 'FRONT'],
    properties: { ...fields, ...imagesByStep('binary') },
    description: 'File parts named by step, text parts by field, in any order.',
  };
  return {
    required: true,
    description: `For all images together: ${IMAGES_LIMIT}`,
    content: {
      'application/json': { schema: json },
      'multipart/form-data': { schema: multipart },
    },
  };
}

function schemaOf(field: keyof typeof PROCESS_FIELD_RULES) {
  const { type, enum: values } = PROCESS_FIELD_RULES[field].schema;
  return { type, ...(values && { enum: [...values] }) };
}

function image(format: 'byte' | 'binary') {
  return { type: 'string', format };
}

/** FRONT, and what the document type and the session require; further steps by their names. */
function imagesByStep(format: 'byte' | 'binary') {
  return { FRONT: image(format), BACK: image(format), FACE: image(format), UTILITY_BILL: image(format) };
}
