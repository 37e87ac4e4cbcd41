import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsString } from 'class-validator';
import type {
  AdditionalData,
  AdditionalSteps,
  DetectionType,
  DocumentType,
  DummyStatus,
  FraudService,
  Locale,
  RequestSex,
  TokenRequest,
  TokenType,
} from '@nestjs-idenfy/contract';
import { DEFAULT_EXPIRY_SECONDS, DEFAULT_SESSION_SECONDS } from '../../operations/token.service.js';
import { Account, Optional, TokenField } from '../dto.decorators.js';

type TokenFields = Partial<Omit<TokenRequest, 'personScanRef'>>;

const A_DATE = { example: '1990-12-31' };

/**
 * All fields of iDenfy's `/token`, and some of ours. A person may send those that `personMaySet` lists; staff all.
 * What a field may contain is decided by the contract's `TOKEN_FIELD_RULES`.
 */
@ApiSchema({ name: 'IdenfyStartVerificationDto' })
export class StartVerificationDto implements TokenFields {
  @TokenField(
    'Your id for the person: ASCII, no personal data. Required of staff; a person does not need to send it.',
    { example: 'customer-42' },
  )
  clientId?: string;

  @Account()
  account?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Start a new session although one is running or cannot be recovered. Staff only.',
  })
  @Optional()
  @IsBoolean({ message: "Field 'force' must be true or false." })
  force?: boolean;

  @ApiPropertyOptional({
    type: String,
    example: 'full',
    description:
      'A level of this service, whose checks are added. A person may send it where `personMaySet` lists it.',
  })
  @Optional()
  @IsString({ message: "Field 'level' must be the name of a level." })
  level?: string;

  // The session. Where a field is missing, the settings of the iDenfy account apply.

  @TokenField('Without it: IDENTIFICATION.') tokenType?: TokenType;
  @TokenField('Repeated in webhooks.') externalRef?: string | null;
  @TokenField(
    'Country of the document, ISO 3166-1 alpha-2 in either case (and XK), or several to choose from.',
    {
      example: 'LT',
    },
  )
  country?: string | readonly string[] | null;
  @TokenField('Allowed document types.') documents?: readonly DocumentType[] | null;
  @TokenField('No effect in an iframe.', { example: 'en' }) locale?: Locale | null;
  @TokenField(`Seconds an unused session lives. Without it: ${DEFAULT_EXPIRY_SECONDS}.`) expiryTime?: number;
  @TokenField(`Seconds from opening the UI. Without it: ${DEFAULT_SESSION_SECONDS}.`) sessionLength?: number;
  @TokenField() showInstructions?: boolean;
  @TokenField('Also create a code to type into the iDenfy app.') generateDigitString?: boolean;
  @TokenField('Human review after a passed automatic result.') reviewSuccessful?: boolean;
  @TokenField('Human review after a failed automatic result.') reviewFailed?: boolean;
  @TokenField('Key of a questionnaire; null switches it off.') questionnaire?: string | null;
  @TokenField() questionnaireRequired?: boolean;
  @TokenField() riskAssessmentProfile?: string | null;
  @TokenField('Branding theme.') theme?: string | null;
  @TokenField() registryCentersCountries?: readonly string[] | null;
  @TokenField("1 is iDenfy's tuned default.") faceMatchingThresholdModifier?: number;
  @TokenField('A result without a person; DEV accounts only.') dummyStatus?: DummyStatus;

  // Where iDenfy sends the browser, and the result. HTTPS only. Arrival at an address is not a result.

  @TokenField('Not for use in an iframe.') successUrl?: string | null;
  @TokenField('Not for use in an iframe.') errorUrl?: string | null;
  @TokenField('Not for use in an iframe.') unverifiedUrl?: string | null;
  @TokenField(
    'Webhook address of this session only, of those that the host lists; must be enabled for the iDenfy account.',
  )
  callbackUrl?: string | null;

  // The claimed identity. iDenfy compares it with the document, and a difference makes the result SUSPECTED.

  @TokenField('No digits, no special characters.') firstName?: string | null;
  @TokenField('No digits, no special characters.') lastName?: string | null;
  @TokenField(undefined, A_DATE) dateOfBirth?: string | null;
  @TokenField('Expiry date of the document.', A_DATE) dateOfExpiry?: string | null;
  @TokenField('Issue date of the document.', A_DATE) dateOfIssue?: string | null;
  @TokenField() sex?: RequestSex | null;
  @TokenField('ISO 3166-1 alpha-2, in either case.', { example: 'LT' }) nationality?: string | null;
  @TokenField() personalNumber?: string | null;
  @TokenField() documentNumber?: string | null;
  @TokenField('Not together with additionalData.') address?: string | null;
  @TokenField('Years; a younger person becomes SUSPECTED.') ageLimit?: number;
  @TokenField('Years; an older person becomes SUSPECTED.') ageMax?: number;

  // Further checks. A switch has an effect only where the iDenfy account has the feature.

  @TokenField() verifyEmail?: boolean;
  @TokenField() verifyPhone?: boolean;
  @TokenField() verifyBank?: boolean;
  @TokenField() verifyBankAccounts?: boolean;
  @TokenField() verifyBankBalances?: boolean;
  @TokenField() verifyBankTransactions?: boolean;
  @TokenField() verifyAddress?: boolean;
  @TokenField() bankCardVerification?: boolean;
  @TokenField() bankCardPdfUpload?: boolean;
  @TokenField() checkAml?: boolean;
  @TokenField() checkCriminal?: boolean;
  @TokenField() checkLiveness?: boolean;
  @TokenField() checkFaceBlacklist?: boolean;
  @TokenField() checkDocFaceBlacklist?: boolean;
  @TokenField() checkPersonBlacklist?: boolean;
  @TokenField() checkDuplicateFaces?: boolean;
  @TokenField() checkDuplicateDocFaces?: boolean;
  @TokenField() checkDuplicatePersonalData?: boolean;
  @TokenField() checkDriverLicense?: boolean;
  @TokenField() checkLid?: boolean;
  @TokenField() checkIpProxy?: boolean;
  @TokenField() checkUrjanet?: boolean;
  @TokenField() autoAmlMonitoring?: boolean;
  @TokenField() allowBsnMasking?: boolean;
  @TokenField() nfcRequired?: boolean;
  @TokenField() nfcOptional?: boolean;
  @TokenField() driverLicenseBack?: boolean;

  // Steps besides document and face.

  @TokenField('Legacy; not together with additionalSteps.') utilityBill?: boolean | null;
  @TokenField('Country or ALL, then document type or ALL, then name of the step, then its definition.', {
    example: { ALL: { ALL: { UTILITY_BILL: { type: 'UPLOAD' } } } },
  })
  additionalSteps?: AdditionalSteps;
  @TokenField('Name of the step, then field, then value. Needs additionalSteps; not together with address.', {
    example: { UTILITY_BILL: { address: '1 Example Street' } },
  })
  additionalData?: AdditionalData;

  // Fields of older editions of iDenfy's manual.

  @TokenField() videoCallQuestions?: readonly string[];
  @TokenField() fraudServices?: readonly FraudService[];
  @TokenField('0 means no second attempt.') maxAttemptCount?: number;
  @TokenField('Without it: 0.8.') levenshteinTextMatchRatio?: number;
  @TokenField('Without it: 0.7.') levenshteinMrzMatchRatio?: number;
  @TokenField() detectionTypes?: readonly DetectionType[];
}
