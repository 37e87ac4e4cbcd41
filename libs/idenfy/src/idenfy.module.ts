import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { caseworkProviders } from './casework/casework.providers.js';
import { AuditTrail } from './audit/audit-trail.js';
import { ChainCheck } from './audit/chain-check.js';
import { Database } from './database/database.js';
import { Jobs } from './database/jobs.js';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { IdenfyAnswers } from './client/idenfy-client.js';
import { getIdenfyToken, type IdenfyProvider, Registration } from './client/registration.js';
import { clientParts } from './operations/client.providers.js';
import { DueErasures, ErasureSaga } from './erasure/erasure-saga.js';
import { Erasures } from './erasure/erasures.js';
import { LegalHolds } from './erasure/legal-holds.js';
import { ErasureReplay } from './erasure/erasure-replay.js';
import { LocalErasure } from './erasure/local-erasure.js';
import { Persons } from './erasure/persons.js';
import { Relationships } from './erasure/relationships.js';
import { OldRows, WebhookPurge } from './erasure/old-rows.js';
import { Eraser, RetentionSweep } from './erasure/retention.js';
import { ToldHosts } from './erasure/told-hosts.js';
import { RetentionCalendar } from './erasure/retention-dates.js';
import { evidenceProviders } from './evidence/evidence.providers.js';
import { httpParts } from './http/http-parts.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  type OPTIONS_TYPE,
} from './idenfy.module-definition.js';
import type { IdenfyExtras } from './idenfy.options.js';
import {
  moduleClassOf,
  namingRegistration,
  RegistrationCheck,
  registrationOf,
} from './idenfy.registrations.js';
import { settingsProviders } from './idenfy.settings.js';
import { handlerProviders } from './handlers/handler.providers.js';
import { outboxProviders } from './outbox/outbox.providers.js';
import { IdenfyReadings } from './observability/idenfy-readings.js';
import { IdenfyDoctor } from './doctor/idenfy-doctor.js';
import { KeyAnnouncement } from './observability/key-announcement.js';
import { ShutdownCheck } from './observability/shutdown-check.js';
import { FieldCipher } from './privacy/field-cipher.js';
import { FreeTexts } from './privacy/free-texts.js';
import { ApprovalEnds, ApprovalEndsRounds } from './reconciliation/approval-ends.js';
import { LookupAttempts } from './reconciliation/lookup-attempts.js';
import { OverdueSweep, Reconciler } from './reconciliation/overdue-sweep.js';
import { OverdueVerifications } from './reconciliation/overdue-verifications.js';
import { idenfyEntities } from './database/entities/idenfy-entities.js';
import { KeyRotation } from './rotation/key-rotation.js';
import { verificationProviders } from './verifications/verification.providers.js';
import { webhookProviders } from './webhooks/webhook.providers.js';

/**
 * KYC onboarding through iDenfy: REST for a frontend, services for the host's own code, webhooks that are never lost, and
 * handlers for their results. Every provider can be replaced.
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
  /** @throws IdenfyConfigurationError at boot, naming the option and the hint */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    const {
      name,
      access,
      controllers,
      routePrefix,
      webhookDecorators,
      securityScheme,
      dataSource,
      replace,
      imports = [],
      ...rest
    } = options;
    const definition = super.forRoot(rest);
    const extras = {
      ...(name !== undefined && { name }),
      access,
      controllers,
      routePrefix,
      webhookDecorators,
      securityScheme,
      dataSource,
      replace,
    };
    return complete({ ...definition, imports: [...(definition.imports ?? []), ...imports] }, extras);
  }

  /** @throws IdenfyConfigurationError at boot, naming the option and the hint */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return complete(super.forRootAsync(options), options);
  }
}

function complete(definition: DynamicModule, extras: IdenfyExtras): DynamicModule {
  const registration = registrationOf(extras);
  const module = moduleClassOf(registration, IdenfyModule);
  const http = registration.naming(() => httpParts(module, extras));
  const services: Provider[] = [
    ...settingsProviders.map((provider) => namingRegistration(provider, registration)),
    ...clientParts.providers,
    Database,
    Jobs,
    FieldCipher,
    FreeTexts,
    AuditTrail,
    ChainCheck,
    ...outboxProviders,
    ...verificationProviders,
    ...handlerProviders,
    ...webhookProviders,
    ...evidenceProviders,
    LookupAttempts,
    OverdueVerifications,
    OverdueSweep,
    Reconciler,
    ApprovalEnds,
    ApprovalEndsRounds,
    LocalErasure,
    ToldHosts,
    ErasureSaga,
    Erasures,
    ErasureReplay,
    LegalHolds,
    Persons,
    Relationships,
    RetentionSweep,
    WebhookPurge,
    OldRows,
    DueErasures,
    Eraser,
    RetentionCalendar,
    KeyRotation,
    ...caseworkProviders,
    IdenfyReadings,
    IdenfyAnswers,
    KeyAnnouncement,
    ShutdownCheck,
    IdenfyDoctor,
  ];
  const exported = [...services, ...http.exports].map((provider) => tokenOf(provider as Provider));
  const named = namedTokens(exported, registration);
  return {
    ...definition,
    module,
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
      { provide: Registration, useValue: registration },
      RegistrationCheck,
      ...dataSourceOf(extras),
      ...services,
      ...http.providers,
      ...named,
      ...(extras.replace ?? []), // of two providers with one token, Nest keeps the last
    ],
    exports: registration.isNamed ? named.map(tokenOf) : exported,
  };
}

/** `Database` injects `DataSource`; inside this module that is the one that the host named. */
function dataSourceOf({ dataSource }: IdenfyExtras): Provider[] {
  const token = getDataSourceToken(dataSource);
  return token === DataSource ? [] : [{ provide: DataSource, useExisting: token }];
}

/** A named registration shares its providers under tokens of its own: their classes are those of the one without a name. */
function namedTokens(exported: readonly InjectionToken[], { isNamed, name }: Registration): Provider[] {
  if (!isNamed) return [];
  return exported.map((token) => ({
    provide: getIdenfyToken(token as IdenfyProvider, name),
    useExisting: token,
  }));
}

function tokenOf(provider: Provider) {
  return typeof provider === 'function' ? provider : provider.provide;
}
