/**
 * POST /api/v2/delete: removes photos, parsed data, names and other personal data (D:kyc/deletion).
 * Answered with an empty body; refused with `PARTNER_ERROR` while the token has not expired.
 */
export interface DeleteVerificationRequest {
  scanRef: string;
}
