import type { ConfigService } from '@nestjs/config';
import type { IdenfyOptions } from 'nestjs-idenfy';
import type { CompleteEnvironment } from '../config/complete-environment.js';

/** The library's options from this service's variables. */
export function idenfyOptions(config: ConfigService<CompleteEnvironment, true>): IdenfyOptions {
  return {
    apiKey: config.get('IDENFY_API_KEY', { infer: true }),
    apiSecret: config.get('IDENFY_API_SECRET', { infer: true }),
    baseUrl: config.get('IDENFY_BASE_URL', { infer: true }),
    uiUrl: config.get('IDENFY_UI_URL', { infer: true }),
    encryptionKeys: config.get('IDENFY_ENCRYPTION_KEYS', { infer: true }),
    retention: {
      keepAtLeastDays: config.get('IDENFY_KEEP_AT_LEAST_DAYS', { infer: true }),
      deleteAfterDays: config.get('IDENFY_DELETE_AFTER_DAYS', { infer: true }),
    },
    webhooks: { signingKeys: config.get('IDENFY_WEBHOOK_SIGNING_KEYS', { infer: true }) },
  };
}
