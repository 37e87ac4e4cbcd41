import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { clientParts } from './client/client-parts.js';
import { erasureProviders } from './erasure/erasure.providers.js';
import { httpParts } from './http/http-parts.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  type OPTIONS_TYPE,
} from './idenfy.module-definition.js';
import type { IdenfyExtras } from './idenfy.options.js';
import { settingsProviders } from './idenfy.settings.js';
import { observabilityProviders } from './observability/observability.providers.js';
import { operationProviders } from './operations/operation.providers.js';
import { FieldCipher } from './privacy/field-cipher.js';
import { reconciliationProviders } from './reconciliation/reconciliation.providers.js';
import { idenfyEntities } from './verification/entities/idenfy-entities.js';
import { KeyRotation } from './rotation/key-rotation.js';
import { verificationProviders } from './verification/verification.providers.js';
import { webhookProviders } from './webhooks/webhook.providers.js';

/**
 * KYC onboarding through iDenfy: REST for a frontend, services for the host's own code, callbacks that are never
 * lost, and handlers for what they say. Every provider can be replaced.
 *
 * @example
 * IdenfyModule.forRootAsync({
 *   access: KycAccess,
 *   inject: [ConfigService],
 *   useFactory: (config: ConfigService) => ({
 *     apiKey: config.getOrThrow('IDENFY_API_KEY'),
 *     apiSecret: config.getOrThrow('IDENFY_API_SECRET'),
 *     webhooks: { signingKeys: [config.getOrThrow('IDENFY_WEBHOOK_SIGNING_KEY')] },
 *   }),
 * })
 */
@Module({})
export class IdenfyModule extends ConfigurableModuleClass {
  /** @throws IdenfyConfigurationError at boot, naming the option and the mend */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    const {
      access,
      controllers,
      routePrefix,
      webhookDecorators,
      dataSource,
      replace,
      imports = [],
      ...rest
    } = options;
    const definition = super.forRoot(rest);
    const extras = { access, controllers, routePrefix, webhookDecorators, dataSource, replace };
    return complete({ ...definition, imports: [...(definition.imports ?? []), ...imports] }, extras);
  }

  /** @throws IdenfyConfigurationError at boot, naming the option and the mend */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return complete(super.forRootAsync(options), options);
  }
}

function complete(definition: DynamicModule, extras: IdenfyExtras): DynamicModule {
  const http = httpParts(IdenfyModule, extras);
  const services: Provider[] = [
    ...settingsProviders,
    ...clientParts.providers,
    ...operationProviders,
    FieldCipher,
    ...verificationProviders,
    ...webhookProviders,
    ...reconciliationProviders,
    ...erasureProviders,
    KeyRotation,
    ...observabilityProviders,
  ];
  return {
    ...definition,
    imports: [
      ...(definition.imports ?? []),
      DiscoveryModule,
      TypeOrmModule.forFeature(idenfyEntities, extras.dataSource),
      ...clientParts.imports,
      ...http.imports,
    ],
    controllers: http.controllers,
    providers: [
      ...(definition.providers ?? []),
      ...dataSourceOf(extras),
      ...services,
      ...http.providers,
      ...(extras.replace ?? []), // of two providers with one token, Nest keeps the last
    ],
    exports: [...services.map(tokenOf), ...http.exports.map((exported) => tokenOf(exported as Provider))],
  };
}

/** Our classes ask for `DataSource`; inside this module that is the one the host named. */
function dataSourceOf({ dataSource }: IdenfyExtras): Provider[] {
  const token = getDataSourceToken(dataSource);
  return token === DataSource ? [] : [{ provide: DataSource, useExisting: token }];
}

function tokenOf(provider: Provider) {
  return typeof provider === 'function' ? provider : provider.provide;
}
