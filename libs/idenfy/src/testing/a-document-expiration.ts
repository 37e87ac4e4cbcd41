import { randomUUID } from 'node:crypto';
import type { DocumentExpirationWebhook } from '../contract/webhook.js';

/** The body of `DOCUMENT_EXPIRATION` (OAS). */
export function aDocumentExpiration(
  traits: Partial<DocumentExpirationWebhook> = {},
): DocumentExpirationWebhook {
  return {
    scanRef: randomUUID(),
    clientId: 'user-1',
    expirationThreshold: 'DOCUMENT_EXPIRES_WITHIN_30_DAYS',
    documentExpiration: '2030-01-31',
    ...traits,
  };
}
