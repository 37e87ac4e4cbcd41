import { HttpCode, HttpStatus, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { isText, LIMITS, type RequestInformationRequest, UUID_PATTERN } from '@nestjs-idenfy/contract';
import { IsBoolean, IsInt, Matches, Max, Min, ValidateBy } from 'class-validator';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyStaffCaller } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { Optional } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors, IDENFY_CALL_ERRORS } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { JsonBody } from '../param.decorators.js';
import { StaffVerificationView, VerificationViews } from '../verifications/verification.views.js';

const { min, max } = LIMITS.requestInformationLifetime;
const LIFETIME = `Field 'lifetime' must be a whole number from ${min} to ${max}.`;
const trueOrFalse = { message: "Field '$property' must be true or false." };

/** What the person is asked for. Without a field, the settings of the account at iDenfy count. */
@ApiSchema({ name: 'IdenfyRequestInformationDto' })
export class RequestInformationDto implements RequestInformationRequest {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: min,
    maximum: max,
    description: `Seconds that the request stays open. Without it: ${LIMITS.requestInformationLifetime.default}.`,
  })
  @Optional()
  @IsInt({ message: LIFETIME })
  @Min(min, { message: LIFETIME })
  @Max(max, { message: LIFETIME })
  lifetime?: number;

  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 255, description: 'Key of a questionnaire.' })
  @Optional()
  @ValidateBy({
    name: 'questionnaire',
    validator: {
      validate: (value: unknown) => isText(value, 1, 255),
      defaultMessage: () => "Field 'questionnaire' must be the key of a questionnaire.",
    },
  })
  questionnaire?: string;

  @ApiPropertyOptional({ type: String, format: 'uuid' })
  @Optional()
  @Matches(UUID_PATTERN, { message: "Field 'riskAssessmentProfile' must be a UUID." })
  riskAssessmentProfile?: string;

  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsBoolean(trueOrFalse)
  additionalStepUploadRequired?: boolean;

  @ApiPropertyOptional({ type: Boolean })
  @Optional()
  @IsBoolean(trueOrFalse)
  bankCardVerification?: boolean;

  @ApiPropertyOptional({
    type: String,
    pattern: String.raw`^\d{4}$`,
    description: 'Last digits of the card.',
  })
  @Optional()
  @Matches(/^\d{4}$/, { message: "Field 'bankCardExpectedLastFour' must be four digits." })
  bankCardExpectedLastFour?: string;
}

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef/request-information')
export class RequestInformationController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly views: VerificationViews,
    private readonly audit: AccessAudit,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @SkipBodyParser()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyRequestInformation',
    summary: 'Ask the person of an approved verification for more',
    description:
      'Until they have answered or the request ends, their next step is CONTINUE, at `continueUrl`.',
  })
  @ApiBody({ type: RequestInformationDto })
  @ApiOkResponse({ type: StaffVerificationView })
  @ApiErrors(400, 401, 403, 404, 409, 413, 415, 422, ...IDENFY_CALL_ERRORS)
  async ask(
    @Caller() caller: IdenfyStaffCaller,
    @StaffAccess() access: VerificationAccess,
    @JsonBody(RequestInformationDto) request: RequestInformationDto,
  ): Promise<StaffVerificationView> {
    await this.audit.record({ ...access, action: 'INFORMATION_REQUEST' });
    const asked = await this.verifications.requestInformation(access.verification, {
      request: { ...request },
      actor: actorOf(caller),
    });
    return this.views.forStaff(asked);
  }
}
