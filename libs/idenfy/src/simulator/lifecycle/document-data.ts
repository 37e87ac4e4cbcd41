import type { AdditionalDataResult } from '../../contract/additional-step.js';
import type { DocumentData } from '../../contract/verification-data.js';
import type { TokenRequest } from '../../contract/token.js';
import type { Chance } from '../chance.js';
import type { Submission } from '../sessions/session.js';
import { SAMPLE_PEOPLE } from './sample-people.js';

/** Every field of a document that could not be read. */
export const NO_DOCUMENT_DATA: Required<DocumentData> = {
  docFirstName: null,
  docLastName: null,
  docNumber: null,
  docPersonalCode: null,
  docExpiry: null,
  docDob: null,
  docDateOfIssue: null,
  docType: null,
  docSex: null,
  docNationality: null,
  docIssuingCountry: null,
  docTemporaryAddress: null,
  docBirthName: null,
  docPatronymic: null,
  birthPlace: null,
  authority: null,
  address: null,
  mothersMaidenName: null,
  driverLicenseCategory: null,
  manuallyDataChanged: null,
  fullName: null,
  selectedCountry: null,
  orgFirstName: null,
  orgLastName: null,
  orgNationality: null,
  orgBirthPlace: null,
  orgAuthority: null,
  orgAddress: null,
  orgTemporaryAddress: null,
  orgMothersMaidenName: null,
  orgBirthName: null,
  orgPatronymic: null,
  ageEstimate: null,
  clientIpProxyRiskLevel: null,
  duplicateFaces: null,
  duplicateDocFaces: null,
  additionalData: null,
};

/** What is read from the document: what the token said about the person, and a sample person's for the rest. */
export function readDocument(request: TokenRequest, submission: Submission, chance: Chance): DocumentData {
  const person = chance.pick('person', SAMPLE_PEOPLE);
  const firstName = request.firstName?.toUpperCase() ?? person.firstName;
  const lastName = request.lastName?.toUpperCase() ?? person.lastName;
  const year = new Date(submission.at).getUTCFullYear();
  return {
    ...NO_DOCUMENT_DATA,
    docFirstName: firstName,
    docLastName: lastName,
    fullName: `${firstName} ${lastName}`,
    orgFirstName: request.firstName?.toUpperCase() ?? person.orgFirstName,
    orgLastName: request.lastName?.toUpperCase() ?? person.orgLastName,
    docNumber: request.documentNumber ?? chance.digits('person', 8),
    docPersonalCode: request.personalNumber ?? null,
    docExpiry: request.dateOfExpiry ?? `${year + 5}-06-30`,
    docDob: request.dateOfBirth ?? person.dateOfBirth,
    docDateOfIssue: request.dateOfIssue ?? `${year - 5}-06-30`,
    docType: submission.documentType,
    docSex: request.sex === undefined || request.sex === null ? person.sex : sexOnDocument(request.sex),
    docNationality: request.nationality?.toUpperCase() ?? submission.country,
    docIssuingCountry: submission.country,
    selectedCountry: submission.country,
    address: request.address ?? null,
    manuallyDataChanged: false,
    ageEstimate: request.checkLiveness === true ? 'OVER_22' : null,
    additionalData: compared(request),
  };
}

function sexOnDocument(sex: string): 'MALE' | 'FEMALE' {
  return sex === 'M' ? 'MALE' : 'FEMALE';
}

function compared(request: TokenRequest): AdditionalDataResult {
  const steps = Object.entries(request.additionalData ?? {});
  return Object.fromEntries(
    steps.map(([step, fields]) => [
      step,
      Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [field, { value, status: 'MATCH' as const }]),
      ),
    ]),
  );
}
