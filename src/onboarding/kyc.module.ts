import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { IdenfyModule, type IdenfyOptions, IdenfyTokenService } from 'nestjs-idenfy';
import { AuthModule } from '../auth/auth.module.js';
import { KycAccess } from '../auth/kyc-access.js';
import type { Settings } from '../config/service-mode.js';
import { CappedTokenService, SpendingModule } from './session-cap.js';

/** The library's options, from this service's variables. */
function idenfyOptions(config: ConfigService<Settings, true>): IdenfyOptions {
  return {
    apiKey: config.get('IDENFY_API_KEY', { infer: true }),
    apiSecret: config.get('IDENFY_API_SECRET', { infer: true }),
    baseUrl: config.get('IDENFY_BASE_URL', { infer: true }),
    uiUrl: config.get('IDENFY_UI_URL', { infer: true }),
    hashKey: config.get('IDENFY_HASH_KEY', { infer: true }),
    auditKeys: config.get('IDENFY_AUDIT_KEYS', { infer: true }),
    encryptionKeys: config.get('IDENFY_ENCRYPTION_KEYS', { infer: true }),
    http: { proxy: config.get('IDENFY_PROXY_URL', { infer: true }) },
    database: { allowPlaintext: config.get('DATABASE_ALLOW_PLAINTEXT', { infer: true }) },
    // the console compares what was claimed with the document; a production service decides for itself what it keeps
    ...(config.get('isDemo', { infer: true }) && { keep: 'data' as const }),
    retention: {
      startsAt: config.get('IDENFY_RETENTION_STARTS_AT', { infer: true }),
      keepAtLeastDays: config.get('IDENFY_KEEP_AT_LEAST_DAYS', { infer: true }),
      deleteAfterDays: config.get('IDENFY_DELETE_AFTER_DAYS', { infer: true }),
    },
    debug: ['debug', 'verbose'].includes(config.get('LOG_LEVEL', { infer: true })),
    decisions: {
      // what may be a hit on a list of sanctions is no decision of one person
      fourEyes: ({ fraudTags }) => fraudTags.some((tag) => tag.startsWith('AML_')),
      reasons: ['The person is known to us', 'The document is not theirs', 'Not the person on the list'],
    },
    webhooks: { signingKeys: config.get('IDENFY_WEBHOOK_SIGNING_KEYS', { infer: true }) },
  };
}

/** How this service uses the library: who may call, which keys it uses, and one of its services replaced. */
@Module({
  imports: [
    IdenfyModule.forRootAsync({
      imports: [AuthModule, SpendingModule],
      access: KycAccess,
      replace: [{ provide: IdenfyTokenService, useClass: CappedTokenService }],
      inject: [ConfigService],
      useFactory: idenfyOptions,
    }),
  ],
})
export class KycModule {}
