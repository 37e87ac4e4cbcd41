import {
  DETECTION_TYPES,
  type DetectionType,
  FRAUD_SERVICES,
  type FraudService,
} from '../../contract/token.js';
import { TokenField } from './token-field.decorator.js';

/** Fields of older editions of iDenfy's manual. */
export class LegacyTokenDto {
  @TokenField({ type: [String] })
  videoCallQuestions?: readonly string[];

  @TokenField({ type: [String], enum: FRAUD_SERVICES })
  fraudServices?: readonly FraudService[];

  @TokenField({ type: 'integer', minimum: 0, description: '0 means no second attempt.' })
  maxAttemptCount?: number;

  @TokenField({ type: Number, default: 0.8 })
  levenshteinTextMatchRatio?: number;

  @TokenField({ type: Number, default: 0.7 })
  levenshteinMrzMatchRatio?: number;

  @TokenField({ type: [String], enum: DETECTION_TYPES })
  detectionTypes?: readonly DetectionType[];
}
