import type { DocumentExpirationWebhook, IdentificationWebhook } from '../contract/webhook.js';
import type { IdenfyVerification } from './entities/verification.entity.js';
import type { VerificationSettings } from './verification.options.js';

const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

export function isDocumentExpiration(
  payload: IdentificationWebhook | DocumentExpirationWebhook,
): payload is DocumentExpirationWebhook {
  return 'documentExpiration' in payload && !('status' in payload);
}

/** Whether this result can make somebody VERIFIED, by itself or by the host's decision. */
export function mayVerify({ status }: Pick<IdenfyVerification, 'status'>): boolean {
  return status === 'APPROVED' || status === 'SUSPECTED';
}

/** Sets how long an approval lasts: the host's rule, which knows the document's last day. */
export function keepUntil(
  row: IdenfyVerification,
  documentExpiry: string | null,
  settings: VerificationSettings,
): void {
  row.verifiedUntil = settings.verifiedUntil({
    account: row.account,
    clientId: row.clientId,
    scanRef: row.scanRef ?? '',
    documentExpiry: endOfDay(documentExpiry) ?? row.verifiedUntil,
  });
}

function endOfDay(date: string | null): Date | null {
  if (date === null || !CALENDAR_DATE.test(date)) return null;
  const end = new Date(`${date}T23:59:59.999Z`);
  return Number.isNaN(end.getTime()) ? null : end;
}
