import type { IdentificationWebhook } from '../contract/webhook.js';
import { aWebhook, type WebhookTraits } from './a-webhook.js';

/** The body of `IDENTIFICATION_EXPIRED`: token or session ran out before the person had finished (D:kyc/webhooks). */
export function anExpiry(traits: Omit<WebhookTraits, 'overall' | 'manual'> = {}): IdentificationWebhook {
  const nothing = { autoFace: null, autoDocument: null, manualFace: null, manualDocument: null };
  return aWebhook({ data: {}, ...traits, overall: 'EXPIRED', status: { ...nothing, ...traits.status } });
}
