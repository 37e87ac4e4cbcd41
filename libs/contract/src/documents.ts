import type { OpenEnum } from './open-enum.js';

/**
 * The 250 country codes of iDenfy's list (OAS): all 249 of ISO 3166-1 alpha-2, and `XK` (Kosovo).
 * iDenfy supports fewer countries (S1), but does not publish their codes.
 */
// prettier-ignore
export const COUNTRIES = [
  'AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA',
  'BB', 'BD', 'BE', 'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV',
  'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU',
  'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES',
  'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL', 'GM',
  'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE',
  'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM',
  'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY',
  'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT',
  'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU',
  'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA',
  'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM',
  'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL',
  'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE',
  'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'XK', 'YE', 'YT', 'ZA', 'ZM', 'ZW',
] as const;

/** A country code of iDenfy's list, in upper case. */
export type Country = (typeof COUNTRIES)[number];

const countries: ReadonlySet<unknown> = new Set(COUNTRIES);

/** Whether the value is one of iDenfy's 250 country codes, in upper case. */
export function isCountry(value: unknown): value is Country {
  return countries.has(value);
}

/** Document types that direct processing accepts (S4). */
export const DIRECT_PROCESSING_DOCUMENT_TYPES = [
  'ID_CARD',
  'PASSPORT',
  'DRIVER_LICENSE',
  'RESIDENCE_PERMIT',
] as const;

/** A document type that direct processing accepts. */
export type DirectProcessingDocumentType = (typeof DIRECT_PROCESSING_DOCUMENT_TYPES)[number];

/** Every documented document type: `docType` of S3, additions of OAS, `INTERNATIONAL_PASSPORT` of an older edition. */
export const DOCUMENT_TYPES = [
  ...DIRECT_PROCESSING_DOCUMENT_TYPES,
  'PAN_CARD',
  'AADHAAR',
  'VISA',
  'NATIONAL_PASSPORT',
  'PROVISIONAL_DRIVER_LICENSE',
  'OLD_ID_CARD',
  'MILITARY_CARD',
  'BANK_ID_SE',
  'ADDRESS_CARD',
  'SMART_ID',
  'CLEAR',
  'ONE_ID',
  'BANK_ID_NO',
  'BANK_ID_CZ',
  'FTN',
  'MIT_ID',
  'VERIMI',
  'LA_WALLET',
  'SAMSUNG_WALLET',
  'MOJE_ID_CZ',
  'YOTI_ID',
  'OTHER',
  'BORDER_CROSSING',
  'ASYLUM',
  'PHOTO_CARD',
  'PROOF_OF_AGE_CARD',
  'TRAVEL_CARD',
  'SOCIAL_SECURITY_CARD',
  'VOTER_CARD',
  'DIPLOMATIC_ID',
  'WORK_PERMIT',
  'INTERNATIONAL_PASSPORT',
] as const;

/** Type of a document; may get new values. */
export type DocumentType = OpenEnum<(typeof DOCUMENT_TYPES)[number]>;

/** Values of `sex` in the token request (OAS). Results have others: {@link DOCUMENT_SEXES}. */
export const REQUEST_SEXES = ['M', 'F'] as const;

/** `sex` in the token request. */
export type RequestSex = (typeof REQUEST_SEXES)[number];

/** Values of `docSex` in results (S3). */
export const DOCUMENT_SEXES = ['MALE', 'FEMALE', 'UNDEFINED'] as const;

/** The sex stated in a document; may get new values. */
export type DocumentSex = OpenEnum<(typeof DOCUMENT_SEXES)[number]>;
