import type {
  AddressVerification,
  DriverLicenseCheck,
  EmailVerification,
  PhoneVerification,
  RegistryCenterCheck,
  RiskAssessment,
} from '@nestjs-idenfy/contract';
import type { Session } from '../sessions/session.js';
import { checkedResult } from './checked-results.js';

const SAMPLE_ADDRESS = '1 Example Street, Example';

/** Also in the answer of `/data`. */
export function addressVerification(session: Session): AddressVerification | null {
  const status = checkedResult(session, 'address');
  if (status === undefined) return null;
  const verified = status === 'VERIFIED';
  return {
    address: session.request.address ?? SAMPLE_ADDRESS,
    country: session.submission?.country ?? null,
    status,
    accuracy: verified ? 100 : status === 'UNVERIFIED' ? null : 60,
    quality: verified ? 'EXCELLENT' : status === 'UNVERIFIED' ? null : 'AVERAGE',
  };
}

/** The address that a reviewer typed, and whether it is that of the token. */
export function manualAddress(session: Session): {
  readonly manualAddress: string | null;
  readonly manualAddressMatch: boolean;
} {
  const result = checkedResult(session, 'manualAddress');
  if (result === undefined) return { manualAddress: null, manualAddressMatch: false };
  const matches = result === 'MATCH';
  return {
    manualAddress: matches ? (session.request.address ?? SAMPLE_ADDRESS) : '2 Other Street, Example',
    manualAddressMatch: matches,
  };
}

export function gdcMatch(session: Session): boolean | null {
  const result = checkedResult(session, 'gdc');
  return result === undefined ? null : result === 'MATCH';
}

export function emailVerification(session: Session): EmailVerification | null {
  const result = checkedResult(session, 'email');
  return result === undefined ? null : { email: 'person@example.com', emailVerified: result === 'VERIFIED' };
}

export function phoneVerification(session: Session): PhoneVerification | null {
  const result = checkedResult(session, 'phone');
  // From the range reserved for fiction.
  return result === undefined ? null : { phone: '+12025550123', phoneVerified: result === 'VERIFIED' };
}

const RISK_SCORES: Readonly<Record<string, number>> = {
  VERY_LOW: 0,
  LOW: 10,
  MEDIUM: 40,
  HIGH: 70,
  VERY_HIGH: 95,
};

export function riskAssessment(session: Session): RiskAssessment | null {
  const riskLevel = checkedResult(session, 'risk');
  return riskLevel === undefined ? null : { riskScore: RISK_SCORES[riskLevel] ?? null, riskLevel };
}

export function driverLicenseCheck(session: Session): DriverLicenseCheck | null {
  const result = checkedResult(session, 'driverLicense');
  if (result === undefined) return null;
  const { data } = session;
  // A register that does not answer compares nothing.
  const match = result === 'FAILED' ? null : result === 'MATCH';
  return {
    name: data?.docFirstName ?? '',
    surname: data?.docLastName ?? '',
    dateOfBirth: data?.docDob ?? '1990-01-01',
    state: 'CA',
    gender: data?.docSex?.charAt(0) ?? null,
    documentNumber: data?.docNumber ?? null,
    dateOfIssue: data?.docDateOfIssue ?? null,
    dateOfExpiry: data?.docExpiry ?? null,
    nameMatch: match,
    surnameMatch: match,
    dateOfBirthMatch: match,
    dateOfIssueMatch: match,
    dateOfExpiryMatch: match,
    documentNumberMatch: match,
    genderMatch: match,
  };
}

/** The registry of the document's country; that of Lithuania for a country that has none. */
export function registryCenterCheck(session: Session): RegistryCenterCheck | null {
  const result = checkedResult(session, 'registry');
  if (result === undefined) return null;
  switch (session.submission?.country) {
    case 'HU':
      return hungary(session, result);
    case 'US':
      return unitedStates(session, result);
    default:
      return lithuania(session, result);
  }
}

function lithuania({ data }: Session, result: string): RegistryCenterCheck {
  const found = result !== 'FAILED';
  const surname = result === 'NO_MATCH' ? 'OTHER' : (data?.docLastName ?? null);
  return {
    resourceType: 'LithuaniaRegistryCenterCheck',
    checkedPersonalNumber: data?.docPersonalCode ?? '',
    checkedDocumentType: data?.docType === 'PASSPORT' ? 'P' : 'ID',
    personalNumber: found ? (data?.docPersonalCode ?? null) : null,
    name: found ? (data?.docFirstName ?? null) : null,
    surname: found ? surname : null,
    documentNumber: found ? (data?.docNumber ?? null) : null,
    documentExpiration: found ? (data?.docExpiry ?? null) : null,
    facePhoto: null,
  };
}

function hungary({ data }: Session, result: string): RegistryCenterCheck {
  const found = result !== 'FAILED';
  const lastName = result === 'NO_MATCH' ? 'OTHER' : (data?.docLastName ?? null);
  return {
    resourceType: 'HungaryRegistryCenterCheck',
    checkedMrz: `IDHUN${data?.docNumber ?? ''}`,
    firstName: found ? (data?.docFirstName ?? null) : null,
    lastName: found ? lastName : null,
    maidenName: null,
    mothersMaidenName: null,
    birthPlace: found ? (data?.birthPlace ?? null) : null,
    birthDate: found ? (data?.docDob ?? null) : null,
    nationality: found ? (data?.docNationality ?? null) : null,
    address: null,
    residentialAddress: null,
    idCard: null,
    passport: null,
    additionalData: null,
  };
}

function unitedStates({ data }: Session, result: string): RegistryCenterCheck {
  const match = result === 'FAILED' ? 'NO_DATA' : result;
  const [year] = (data?.docDob ?? '').split('-');
  return {
    resourceType: 'Us15RegistryCenterCheck',
    firstName: data?.docFirstName ?? '',
    lastName: data?.docLastName ?? '',
    middleName: null,
    city: 'Example',
    address1: '1 Example Street',
    address2: null,
    state: 'CA',
    zip: '90001',
    idNum: null,
    dob: data?.docDob ?? null,
    yob: year === undefined || year === '' ? null : Number(year),
    phone: null,
    email: null,
    firstNameStatus: match,
    lastNameStatus: match,
    middleNameStatus: 'NO_INPUT',
    cityStatus: match,
    address1Status: match,
    address2Status: 'NO_INPUT',
    stateStatus: match,
    zipStatus: match,
    idNumStatus: 'NO_INPUT',
    dobStatus: match,
    yobStatus: match,
    phoneStatus: 'NO_INPUT',
    emailStatus: 'NO_INPUT',
  };
}
