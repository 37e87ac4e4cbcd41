import { DOCUMENT_TYPES, type DocumentType } from '../../contract/document-type.js';
import { DUMMY_STATUSES, type DummyStatus } from '../../contract/dummy-status.js';
import { LIMITS } from '../../contract/limits.js';
import type { Locale } from '../../contract/locale.js';
import { TOKEN_TYPES, type TokenType } from '../../contract/token-type.js';
import { TokenField } from './token-field.decorator.js';

/** What the session is like. Where nothing is said, the settings of the iDenfy account hold. */
export class SessionRulesDto {
  @TokenField({ type: String, enum: TOKEN_TYPES, default: 'IDENTIFICATION' })
  tokenType?: TokenType;

  @TokenField({ type: String, maxLength: LIMITS.externalRefMaxLength, description: 'Echoed in callbacks.' })
  externalRef?: string | null;

  @TokenField({
    oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
    description:
      'Country of the document, ISO 3166-1 alpha-2 in upper case (and XK), or several to choose from.',
    example: 'LT',
  })
  country?: string | readonly string[] | null;

  @TokenField({ type: [String], enum: DOCUMENT_TYPES, description: 'Allowed document types.' })
  documents?: readonly DocumentType[] | null;

  @TokenField({
    type: String,
    maxLength: LIMITS.localeMaxLength,
    example: 'en',
    description: 'No effect in an iframe.',
  })
  locale?: Locale | null;

  @TokenField({
    type: 'integer',
    minimum: LIMITS.expiryTime.min,
    maximum: LIMITS.expiryTime.max,
    default: 3600,
    description: 'Seconds an unused session lives.',
  })
  expiryTime?: number;

  @TokenField({
    type: 'integer',
    minimum: LIMITS.sessionLength.min,
    maximum: LIMITS.sessionLength.max,
    default: 1800,
    description: 'Seconds from opening the UI.',
  })
  sessionLength?: number;

  @TokenField({ type: Boolean })
  showInstructions?: boolean;

  @TokenField({ type: Boolean, description: 'Also make a code to type into the iDenfy app.' })
  generateDigitString?: boolean;

  @TokenField({ type: Boolean, description: 'Human review after a passed automatic result.' })
  reviewSuccessful?: boolean;

  @TokenField({ type: Boolean, description: 'Human review after a failed automatic result.' })
  reviewFailed?: boolean;

  @TokenField({ type: String, minLength: 1, description: 'Key of a questionnaire; null switches it off.' })
  questionnaire?: string | null;

  @TokenField({ type: Boolean })
  questionnaireRequired?: boolean;

  @TokenField({ type: String, format: 'uuid' })
  riskAssessmentProfile?: string | null;

  @TokenField({ type: String, format: 'uuid', description: 'Branding theme.' })
  theme?: string | null;

  @TokenField({ type: [String] })
  registryCentersCountries?: readonly string[] | null;

  @TokenField({ type: Number, description: "1 is iDenfy's tuned default." })
  faceMatchingThresholdModifier?: number;

  @TokenField({
    type: String,
    enum: DUMMY_STATUSES,
    description: 'A result without a person; DEV accounts only.',
  })
  dummyStatus?: DummyStatus;
}
