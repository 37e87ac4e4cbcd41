import { LIMITS } from '../../contract/limits.js';
import { REQUEST_SEXES, type RequestSex } from '../../contract/sex.js';
import { TokenField } from './token-field.decorator.js';

const date = { type: String, format: 'date', example: '1990-12-31' };

/**
 * What is claimed about the person. iDenfy compares it with the document, and a difference makes the result SUSPECTED:
 * send it only where that is wanted.
 */
export class ClaimedIdentityDto {
  @TokenField({
    type: String,
    minLength: 1,
    maxLength: LIMITS.nameMaxLength,
    description: 'No digits, no special characters.',
  })
  firstName?: string | null;

  @TokenField({
    type: String,
    minLength: 1,
    maxLength: LIMITS.nameMaxLength,
    description: 'No digits, no special characters.',
  })
  lastName?: string | null;

  @TokenField(date)
  dateOfBirth?: string | null;

  @TokenField({ ...date, description: 'When the document expires.' })
  dateOfExpiry?: string | null;

  @TokenField({ ...date, description: 'When the document was issued.' })
  dateOfIssue?: string | null;

  @TokenField({ type: String, enum: REQUEST_SEXES })
  sex?: RequestSex | null;

  @TokenField({ type: String, description: 'ISO 3166-1 alpha-2, upper case.', example: 'LT' })
  nationality?: string | null;

  @TokenField({ type: String, minLength: 1, maxLength: LIMITS.personalNumberMaxLength })
  personalNumber?: string | null;

  @TokenField({ type: String, minLength: 1, maxLength: LIMITS.personalNumberMaxLength })
  documentNumber?: string | null;

  @TokenField({
    type: String,
    maxLength: LIMITS.addressMaxLength,
    description: 'Not together with additionalData.',
  })
  address?: string | null;

  @TokenField({ type: 'integer', description: 'Years; a younger person becomes SUSPECTED.' })
  ageLimit?: number;

  @TokenField({ type: 'integer', description: 'Years; an older person becomes SUSPECTED.' })
  ageMax?: number;
}
