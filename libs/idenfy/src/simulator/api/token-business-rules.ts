import type { TokenRequest } from '../../contract/token.js';
import { ApiRefusal, badValue } from '../http/api-refusal.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import { isIssuedBy } from './issuing-countries.js';

/** The rules of `/token` that depend on the account (S1: business logic errors, all of them 400). @throws {ApiRefusal} */
export function checkAccountMay(behaviour: SimulatorBehaviour, request: TokenRequest): void {
  const { features } = behaviour;
  if (!isSupported(request)) {
    throw badValue("The combination of 'country' and 'documents' is not supported.");
  }
  if (!features.tokenTypes.includes(request.tokenType ?? 'IDENTIFICATION')) {
    throw notInContract('Partner is not allowed to generate tokens of this type.');
  }
  if (isGiven(request.callbackUrl) && !features.callbackUrl) {
    throw notInContract('Custom callback URL is not enabled for this partner.');
  }
  if (isGiven(request.additionalSteps) && !features.additionalSteps) {
    throw notInContract("'additionalSteps' is not enabled for this partner.");
  }
  const expiryTime = request.expiryTime ?? behaviour.expiryTime;
  if (request.generateDigitString === true && expiryTime > behaviour.digitStringMaxExpiry) {
    throw badValue(
      `With 'generateDigitString', 'expiryTime' must not exceed ${behaviour.digitStringMaxExpiry}.`,
    );
  }
  if (isGiven(request.questionnaire) && !features.questionnaires.includes(request.questionnaire)) {
    throw badValue("Field 'questionnaire' is not the key of a questionnaire of this partner.");
  }
  if (
    isGiven(request.riskAssessmentProfile) &&
    !features.riskProfiles.includes(request.riskAssessmentProfile)
  ) {
    throw badValue("Field 'riskAssessmentProfile' is not a risk profile of this partner.");
  }
}

function isSupported({ country, documents }: TokenRequest): boolean {
  if (!isGiven(country) || !isGiven(documents) || documents.length === 0) return true;
  const countries = typeof country === 'string' ? [country] : country;
  return countries.every((code) => documents.some((type) => isIssuedBy(type, code.toUpperCase())));
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

function notInContract(message: string): ApiRefusal {
  return new ApiRefusal(400, 'PARTNER_CONTRACT_ERROR', message);
}
