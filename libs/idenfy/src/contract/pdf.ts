/** Languages of the PDF report (D:kyc/pdf-generation). */
export const PDF_LANGUAGES = ['en', 'lt'] as const;

/** POST /api/v2/generate-pdf, answered with the PDF in Base64 (D:kyc/pdf-generation). */
export interface GeneratePdfRequest {
  scanRef: string;
  language?: (typeof PDF_LANGUAGES)[number];
  /** @default true */
  includeMainStepFiles?: boolean;
  /** @default true */
  includeAdditionalStepFiles?: boolean;
}
