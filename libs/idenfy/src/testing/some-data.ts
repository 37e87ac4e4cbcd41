import type { VerificationData } from '../contract/verification-data.js';

/** The answer of POST /api/v2/data and `data` of a callback (S3), of nobody who exists. */
export function someData(traits: Partial<VerificationData> = {}): VerificationData {
  return {
    docFirstName: 'TEST',
    docLastName: 'PERSON',
    docNumber: 'X0000000',
    docPersonalCode: null,
    docExpiry: '2035-12-31',
    docDob: '1990-01-31',
    docDateOfIssue: '2025-12-31',
    docType: 'PASSPORT',
    docSex: 'UNDEFINED',
    docNationality: 'LT',
    docIssuingCountry: 'LT',
    manuallyDataChanged: false,
    fullName: 'TEST PERSON',
    selectedCountry: 'LT',
    orgFirstName: 'TEST',
    orgLastName: 'PERSON',
    ageEstimate: 'OVER_30',
    duplicateFaces: null,
    duplicateDocFaces: null,
    ...traits,
  };
}
