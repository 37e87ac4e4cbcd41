import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { assertEveryRouteHasARule } from './access/every-route-has-a-rule.js';
import { IdenfyAccess } from './access/idenfy-access.js';
import { OwnBodies } from './body/own-bodies.js';
import { AuditController } from './controllers/audit.controller.js';
import { ClientsController } from './controllers/clients.controller.js';
import { DeadLettersController } from './controllers/dead-letters.controller.js';
import { DocumentsController } from './controllers/documents.controller.js';
import { ErasureController } from './controllers/erasure.controller.js';
import { MediaController } from './controllers/media.controller.js';
import { OrphansController } from './controllers/orphans.controller.js';
import { ResultsController } from './controllers/results.controller.js';
import { VerificationController } from './controllers/verification.controller.js';
import { VerificationsController } from './controllers/verifications.controller.js';
import { webhooksController } from './controllers/webhooks.controller.js';
import { documentsProviders } from './documents/documents.providers.js';
import { VerificationEvents } from './events/verification-events.js';
import type { IdenfyRestExtras } from './http.options.js';
import { AccessLists } from './lists/access-lists.js';
import { InboxLists } from './lists/inbox-lists.js';
import { VerificationLists } from './lists/verification-lists.js';
import { VerificationMedia } from './media/verification-media.js';
import { VerificationStarts } from './start/verification-starts.js';
import { SteadyShapes } from './steady-shapes.js';

/** What the REST routes add to the module. */
export type HttpParts = Required<Pick<DynamicModule, 'imports' | 'controllers' | 'providers' | 'exports'>>;

/**
 * The REST routes, ready to be spread into the definition of the module that has them. It must provide `HttpSettings`.
 *
 * @param module the class of that module: its routes get the prefix
 * @throws IdenfyConfigurationError when nobody says who may call, or a route has no rule
 */
export function httpParts(module: Type, extras: IdenfyRestExtras): HttpParts {
  const { access, controllers: served = true, routePrefix = 'idenfy', webhookDecorators } = extras;
  const policy = policyFrom(access);
  if (!served) {
    return { imports: [], controllers: [], providers: policy, exports: policy };
  }
  if (!access) {
    throw noPolicy();
  }
  const controllers = [
    // Express tries one route after the other, and this one is called most
    webhooksController(webhookDecorators),
    VerificationsController,
    VerificationController,
    DocumentsController,
    ResultsController,
    MediaController,
    ErasureController,
    AuditController,
    ClientsController,
    DeadLettersController,
    OrphansController,
  ];
  assertEveryRouteHasARule(controllers);
  return {
    imports: [RouterModule.register([{ path: routePrefix, module }])],
    controllers,
    providers: [
      ...policy,
      OwnBodies,
      SteadyShapes,
      ...documentsProviders,
      VerificationStarts,
      VerificationLists,
      InboxLists,
      AccessLists,
      VerificationEvents,
      VerificationMedia,
    ],
    exports: policy,
  };
}

function policyFrom(access: Type<IdenfyAccess> | undefined): Provider[] {
  return access ? [{ provide: IdenfyAccess, useClass: access }] : [];
}

function noPolicy(): IdenfyConfigurationError {
  return new IdenfyConfigurationError({
    option: 'access',
    mend:
      'say who is calling: give a class that extends IdenfyAccess, beside the factory ' +
      '(IdenfyModule.forRootAsync({ access: KycAccess, … })), or switch the routes off with controllers: false',
  });
}
