/**
 * Documents that only one country issues. iDenfy's table of supported combinations is not published; these follow from
 * the documents' own names. Every other document is taken to exist everywhere.
 */
const ISSUED_ONLY_BY: Readonly<Record<string, string>> = {
  AADHAAR: 'IN',
  PAN_CARD: 'IN',
  BANK_ID_SE: 'SE',
  BANK_ID_NO: 'NO',
  BANK_ID_CZ: 'CZ',
  MOJE_ID_CZ: 'CZ',
  FTN: 'FI',
  MIT_ID: 'DK',
  LA_WALLET: 'US',
};

export function isIssuedBy(documentType: string, country: string): boolean {
  const only = ISSUED_ONLY_BY[documentType];
  return only === undefined || only === country;
}
