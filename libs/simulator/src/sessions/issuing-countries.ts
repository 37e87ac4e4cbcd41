/**
 * Documents that only one country issues, by their names: iDenfy does not publish its table of supported combinations.
 * Every other document counts as issued in all countries.
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

/** The only country that issues the document; undefined when several do. */
export function onlyIssuerOf(documentType: string): string | undefined {
  return ISSUED_ONLY_BY[documentType];
}

export function isIssuedBy(documentType: string, country: string): boolean {
  return (onlyIssuerOf(documentType) ?? country) === country;
}
