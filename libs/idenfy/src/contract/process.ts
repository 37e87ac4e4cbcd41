import type { DirectProcessingDocumentType } from './document-type.js';
import type { TokenType } from './token-type.js';

/** Keys of the pictures of the main steps (S4) and of the utility bills (D:kyc/direct-processing). */
export const IMAGE_STEPS = ['FRONT', 'BACK', 'FACE', 'UTILITY_BILL', 'SECOND_UTILITY_BILL'] as const;

/** Key of a picture: a known step, or the name of any additional step of the token. */
export type ImageStep = (typeof IMAGE_STEPS)[number] | (string & {});

/** Media types iDenfy takes in `/process`; no encrypted PDF (D:kyc/direct-processing). */
export const PROCESS_MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;

/** Names under which the token may be sent: S4's, and that of the newest edition. */
export const PROCESS_TOKEN_FIELDS = ['authToken', 'token'] as const;

/** Every other field of the request, besides the token. */
export const PROCESS_FIELDS = ['country', 'documentType', 'images', 'skipAnalysis'] as const;

/** A token as S4 describes it: 10 to 40 ASCII characters. */
export const AUTH_TOKEN_PATTERN = /^[\x21-\x7e]{10,40}$/;

/** POST /api/v2/process: the pictures, straight to iDenfy (S4). At most 20 MB in all; the token ends with it. */
export interface ProcessRequest {
  authToken: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** S4 lists it; the newest edition detects it from `FRONT` when it is missing. */
  documentType?: DirectProcessingDocumentType;
  /** Step → plain Base64, without a data-URI prefix. */
  images: Readonly<Record<string, string>>;
  /** Skips iDenfy's check of the photos. */
  skipAnalysis?: boolean;
}

/** What decides which pictures must be there. */
export interface ImageNeeds {
  documentType?: DirectProcessingDocumentType | (string & {});
  /** @default 'IDENTIFICATION' */
  tokenType?: TokenType | (string & {});
  /** Whether the token asks for the back of a driver licence. */
  driverLicenseBack?: boolean;
  /** Whether the token has that step. */
  utilityBill?: boolean;
}

/** The pictures that must be sent, by key. Not published as a table; consistent with S4's sample error. */
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
 * Whether the body of a 2xx answer of `/process` means "accepted": nothing, white space or an empty object.
 * A refusal can come with 200 and an error body (S4).
 */
export function isAcceptedProcessBody(text: string): boolean {
  return /^\s*(\{\s*\}\s*)?$/.test(text);
}
