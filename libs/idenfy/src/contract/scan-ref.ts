/**
 * What may stand for a scanRef. iDenfy's are UUIDs of 36 characters (S3 status), elsewhere up to 40 (S3 data);
 * nothing promises the form, so only characters and length are checked.
 */
export const SCAN_REF_PATTERN = /^[A-Za-z0-9-]{1,40}$/;

/** Whether the value may be a scanRef. */
export function isScanRef(value: unknown): value is string {
  return typeof value === 'string' && SCAN_REF_PATTERN.test(value);
}
