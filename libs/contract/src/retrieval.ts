import type { OverallStatus } from './status.js';

/** Names of the videos that a verification may have (M21, WL). */
export const VIDEO_STEPS = ['FRONT_VIDEO', 'BACK_VIDEO', 'FACE_VIDEO'] as const;

/** Step → one or several links. A link is pre-signed: valid for one hour, and requested without credentials. */
export type FileLinks = Record<string, string | string[] | null>;

/**
 * Answer of POST /api/v2/files (S3). It also has legacy copies of the links at top level, which are deliberately not
 * typed: S3 warns that they may be removed.
 */
export interface FilesResponse {
  fileUrls?: FileLinks | null;
  videoUrls?: FileLinks | null;
  additionalStepPdfUrls?: FileLinks | null;
}

/** Query of GET /kyc/identifications/ (OAS). */
export interface ListIdentificationsQuery {
  clientId?: string;
  /** From 1. @default 1 */
  page?: number;
  /** Verifications per page. */
  perPage?: number;
}

/** One verification of the list (OAS). */
export interface IdentificationSummary {
  scanRef: string;
  status: OverallStatus;
  suspected?: boolean | null;
}

/** Answer of GET /kyc/identifications/ (OAS). */
export interface IdentificationList {
  /** Number of verifications on all pages. */
  count?: number;
  /** URL of the next page; null on the last. */
  next?: string | null;
  /** URL of the previous page; null on the first. */
  previous?: string | null;
  results: IdentificationSummary[];
}

/** Languages of the PDF report (D:kyc/pdf-generation). */
export const PDF_LANGUAGES = ['en', 'lt'] as const;

/** Body of POST /api/v2/generate-pdf, which answers the PDF in Base64 (D:kyc/pdf-generation). */
export interface GeneratePdfRequest {
  scanRef: string;
  language?: (typeof PDF_LANGUAGES)[number];
  /** @default true */
  includeMainStepFiles?: boolean;
  /** @default true */
  includeAdditionalStepFiles?: boolean;
}
