import { LIMITS } from '../../contract/limits.js';
import type { RequestInformationRequest } from '../../contract/request-information.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LAST_FOUR = new RegExp(`^\\d{${LIMITS.bankCardLastFourLength}}$`);

/**
 * Checks what iDenfy documents of a request for more information (OAS).
 * @throws IdenfyValidationError naming the first field at fault
 */
export function checkRequestInformation(request: RequestInformationRequest): void {
  const { lifetime, questionnaire, riskAssessmentProfile, bankCardExpectedLastFour } = request;
  const { min, max } = LIMITS.requestInformationLifetime;
  if (lifetime !== undefined && !(Number.isInteger(lifetime) && lifetime >= min && lifetime <= max)) {
    refuse('lifetime', `must be a whole number from ${min} to ${max}`);
  }
  if (questionnaire === '') {
    refuse('questionnaire', 'must not be empty');
  }
  if (riskAssessmentProfile !== undefined && !UUID.test(riskAssessmentProfile)) {
    refuse('riskAssessmentProfile', 'must be a UUID');
  }
  if (bankCardExpectedLastFour != null && !LAST_FOUR.test(bankCardExpectedLastFour)) {
    refuse('bankCardExpectedLastFour', 'must be four digits');
  }
}

function refuse(field: string, rule: string): never {
  throw new IdenfyValidationError({ field, message: `Field '${field}' ${rule}.` });
}
