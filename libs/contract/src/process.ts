import {
  COUNTRIES,
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  type DirectProcessingDocumentType,
  isCountry,
} from './documents.js';
import { TOKEN_FIELDS } from './token-fields.js';
import type { FieldRule } from './token-rules.js';
import type { TokenType } from './token.js';

/** Keys of the images of the main steps (S4) and of the utility bills (D:kyc/direct-processing). */
export const IMAGE_STEPS = ['FRONT', 'BACK', 'FACE', 'UTILITY_BILL', 'SECOND_UTILITY_BILL'] as const;

/** Key of an image: a known step, or the name of an additional step of the token. */
export type ImageStep = (typeof IMAGE_STEPS)[number] | (string & {});

/** Media types that `/process` accepts; a PDF must not be encrypted (D:kyc/direct-processing). */
export const PROCESS_MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;

/** Fields that may hold the token: that of S4 and that of the newest edition. */
export const PROCESS_TOKEN_FIELDS = ['authToken', 'token'] as const;

/** The fields of the request besides the token. */
export const PROCESS_FIELDS = ['country', 'documentType', 'images', 'skipAnalysis'] as const;

/** An authToken: 10 to 40 printable ASCII characters without blanks (S4). */
export const AUTH_TOKEN_PATTERN = /^[\x21-\x7e]{10,40}$/;

/** Body of POST /api/v2/process, which submits images and uses up the token (S4). At most 20 MB in all. */
export interface ProcessRequest {
  authToken: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Required in S4; in the newest edition iDenfy otherwise detects it from `FRONT`. */
  documentType?: DirectProcessingDocumentType;
  /** Step → plain Base64, without a data-URI prefix. */
  images: Readonly<Record<string, string>>;
  /** Skips iDenfy's check of the images. @default false */
  skipAnalysis?: boolean;
}

/** The rules of the fields of an upload, besides its token and its images. Here `country` is upper case only. */
export const PROCESS_FIELD_RULES: Readonly<Record<'country' | 'documentType' | 'skipAnalysis', FieldRule>> = {
  country: {
    sentence: 'must be an ISO 3166-1 alpha-2 code in upper case.',
    accepts: isCountry,
    schema: { type: 'string', enum: COUNTRIES },
  },
  documentType: {
    sentence: `must be one of ${DIRECT_PROCESSING_DOCUMENT_TYPES.join(', ')}.`,
    accepts: (value) => DIRECT_PROCESSING_DOCUMENT_TYPES.some((type) => type === value),
    schema: { type: 'string', enum: DIRECT_PROCESSING_DOCUMENT_TYPES },
  },
  skipAnalysis: {
    sentence: 'must be true or false.',
    accepts: (value) => typeof value === 'boolean',
    schema: { type: 'boolean' },
  },
};

/** What decides which images are required. */
export interface ImageNeeds {
  documentType?: DirectProcessingDocumentType | (string & {});
  /** @default 'IDENTIFICATION' */
  tokenType?: TokenType | (string & {});
  /** Whether the token asks for the back of a driver licence. */
  driverLicenseBack?: boolean;
  /** Whether the token has the step `UTILITY_BILL`. */
  utilityBill?: boolean;
}

/** Keys of the required images. iDenfy publishes no table of them; this agrees with the sample error of S4. */
export function requiredImages(needs: ImageNeeds): readonly string[] {
  const hasBack =
    needs.documentType === 'ID_CARD' ||
    needs.documentType === 'RESIDENCE_PERMIT' ||
    (needs.documentType === 'DRIVER_LICENSE' && needs.driverLicenseBack === true);
  return [
    'FRONT',
    ...(hasBack ? ['BACK'] : []),
    ...(needs.tokenType === 'DOCUMENT' ? [] : ['FACE']),
    ...(needs.utilityBill === true ? ['UTILITY_BILL'] : []),
  ];
}

/**
 * Whether the body of a 2xx answer of `/process` means success: it is empty, white space or an empty object. A refusal can
 * have status 200 and an error body (S4).
 */
export function isAcceptedProcessBody(text: string): boolean {
  return /^\s*(\{\s*\}\s*)?$/.test(text);
}

const knownFields: ReadonlySet<string> = new Set([
  ...TOKEN_FIELDS,
  ...PROCESS_TOKEN_FIELDS,
  ...PROCESS_FIELDS,
]);
const knownSteps: ReadonlySet<string> = new Set(IMAGE_STEPS);

const QUOTED = /['"`]([A-Za-z_]{2,64})['"`]/g;
const CAMEL_CASED = /\b[a-z]+[A-Z][A-Za-z]*\b/g;

/**
 * The field of `/token` or `/process` that iDenfy's error message names, as in "Field 'country' must be …"; for an image,
 * as in "No image provided for step 'BACK'", it is `images.BACK`. Returns only known names, never other parts of the
 * message.
 */
export function knownFieldIn(message: string): string | undefined {
  const quoted = [...message.matchAll(QUOTED)].map((match) => match[1] ?? '');
  // Without quotes only a camelCased word is certainly a field: "address" and "theme" are plain English.
  const words = [...quoted, ...(message.match(CAMEL_CASED) ?? [])];
  const known = words.find((word) => knownFields.has(word) || knownSteps.has(word));
  return known !== undefined && knownSteps.has(known) ? `images.${known}` : known;
}
