import { LIMITS } from '../../contract/limits.js';
import { UUID_PATTERN } from '../../contract/token-field-rules.js';
import { badValue } from '../http/api-refusal.js';
import type { JsonObject } from '../http/json-body.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';

/** Checks a request for more information (OAS) and tells its lifetime in seconds. @throws {ApiRefusal} */
export function checkInformationRequest(body: JsonObject, { features }: SimulatorBehaviour): number {
  const { min, max, default: usual } = LIMITS.requestInformationLifetime;
  const lifetime = body['lifetime'] ?? usual;
  if (!isWhole(lifetime) || lifetime < min || lifetime > max) {
    throw badValue(`Field 'lifetime' must be an integer from ${min} to ${max}.`);
  }
  const questionnaire = body['questionnaire'];
  if (
    questionnaire !== undefined &&
    !(isText(questionnaire) && features.questionnaires.includes(questionnaire))
  ) {
    throw badValue("Field 'questionnaire' is not the key of a questionnaire of this partner.");
  }
  const profile = body['riskAssessmentProfile'];
  if (profile !== undefined && !(isText(profile) && UUID_PATTERN.test(profile))) {
    throw badValue("Field 'riskAssessmentProfile' must be a UUID.");
  }
  for (const field of ['additionalStepUploadRequired', 'bankCardVerification']) {
    const value = body[field];
    if (value !== undefined && typeof value !== 'boolean')
      throw badValue(`Field '${field}' must be a boolean.`);
  }
  const lastFour = body['bankCardExpectedLastFour'] ?? null;
  if (lastFour !== null && !(isText(lastFour) && lastFour.length === LIMITS.bankCardLastFourLength)) {
    throw badValue("Field 'bankCardExpectedLastFour' must be four characters.");
  }
  return lifetime;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
