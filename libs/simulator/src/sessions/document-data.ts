import type { DocumentData, TokenRequest } from '@nestjs-idenfy/contract';
import type { SeededRandom } from '../seeded-random.js';
import type { Submission } from './session.js';

/** Every field of the extracted data, empty. */
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

/** The data of the sample document: what the token says about the person, and an invented person's for the rest. */
export function readDocument(
  request: TokenRequest,
  submission: Submission,
  random: SeededRandom,
): DocumentData {
  const person = random.pick('person', SAMPLE_PEOPLE);
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
    docNumber: request.documentNumber ?? random.digits('person', 8),
    docPersonalCode: request.personalNumber ?? random.digits('person', 11),
    docExpiry: request.dateOfExpiry ?? `${year + 5}-06-30`,
    docDob: request.dateOfBirth ?? person.dateOfBirth,
    docDateOfIssue: request.dateOfIssue ?? `${year - 5}-06-30`,
    docType: submission.documentType,
    docSex: request.sex === undefined || request.sex === null ? person.sex : sexOnDocument(request.sex),
    docNationality: request.nationality?.toUpperCase() ?? submission.country,
    docIssuingCountry: submission.country,
    selectedCountry: submission.country,
    birthPlace: 'PAVYZDZIAI',
    orgBirthPlace: 'PAVYZDŽIAI',
    authority: 'SAMPLE AUTHORITY',
    orgAuthority: 'SAMPLE AUTHORITY',
    orgNationality: request.nationality?.toUpperCase() ?? submission.country,
    ...addressOn(request, submission.documentType),
    driverLicenseCategory: submission.documentType === 'DRIVER_LICENSE' ? 'B' : null,
    manuallyDataChanged: false,
    ageEstimate: request.checkLiveness === true ? 'OVER_22' : null,
  };
}

function sexOnDocument(sex: string): 'MALE' | 'FEMALE' {
  return sex === 'M' ? 'MALE' : 'FEMALE';
}

// A passport has no address.
function addressOn(
  request: TokenRequest,
  documentType: string,
): Pick<DocumentData, 'address' | 'orgAddress'> {
  const address = request.address ?? (documentType === 'PASSPORT' ? null : '1 EXAMPLE STREET, EXAMPLE');
  return { address, orgAddress: address };
}

/** An invented person. Names have letters beyond ASCII on purpose: signatures must survive them. */
interface SamplePerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly orgFirstName: string;
  readonly orgLastName: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly dateOfBirth: string;
}

const SAMPLE_PEOPLE: readonly [SamplePerson, ...SamplePerson[]] = [
  {
    firstName: 'ZIVILE',
    lastName: 'PAVYZDYTE',
    orgFirstName: 'ŽIVILĖ',
    orgLastName: 'PAVYZDYTĖ',
    sex: 'FEMALE',
    dateOfBirth: '1990-12-20',
  },
  {
    firstName: 'SARUNAS',
    lastName: 'BANDYMAS',
    orgFirstName: 'ŠARŪNAS',
    orgLastName: 'BANDYMAS',
    sex: 'MALE',
    dateOfBirth: '1985-03-09',
  },
  {
    firstName: 'RUTA',
    lastName: 'TESTAITE',
    orgFirstName: 'RŪTA',
    orgLastName: 'TESTAITĖ',
    sex: 'FEMALE',
    dateOfBirth: '1978-07-01',
  },
  {
    firstName: 'AZUOLAS',
    lastName: 'MEGINYS',
    orgFirstName: 'ĄŽUOLAS',
    orgLastName: 'MĖGINYS',
    sex: 'MALE',
    dateOfBirth: '1996-10-30',
  },
];
