import { type FactoryProvider, Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DEFAULT_REGISTRATION, Registration, registrationsIn } from './client/registration.js';
import { IdenfyConfigurationError } from './errors/configuration.error.js';
import type { IdenfyExtras } from './idenfy.options.js';

/** It becomes the label of metrics. */
const NAME = /^[A-Za-z][\w-]{0,39}$/;

/** @throws IdenfyConfigurationError for a name that is not one */
export function registrationOf({
  name = DEFAULT_REGISTRATION,
  dataSource,
  controllers = true,
  routePrefix = 'idenfy',
}: IdenfyExtras): Registration {
  if (!NAME.test(name)) {
    const hint = 'give a letter and up to 39 more letters, digits, hyphens and underscores';
    throw new IdenfyConfigurationError({ option: 'name', hint });
  }
  return new Registration(name, getDataSourceToken(dataSource), controllers ? routePrefix : null);
}

/** The class of a registration's module: Nest keeps the prefix of routes by class, and each registration has its own. */
export function moduleClassOf(registration: Registration, base: Type): Type {
  if (!registration.isNamed) return base;
  const module = class extends base {};
  return Object.defineProperty(module, 'name', { value: `${base.name}(${registration.name})` });
}

/** The provider, with the registration named in what it throws about options. */
export function namingRegistration(provider: FactoryProvider, registration: Registration): FactoryProvider {
  if (!registration.isNamed) return provider;
  return {
    ...provider,
    useFactory: (...injected: unknown[]): unknown =>
      registration.naming(() => provider.useFactory(...injected) as unknown),
  };
}

/** Refuses registrations that would be mistaken for each other. */
@Injectable()
export class RegistrationCheck {
  /** @throws IdenfyConfigurationError naming the option that two registrations share */
  constructor(own: Registration, discovery: DiscoveryService) {
    for (const other of registrationsIn(discovery)) {
      if (other !== own) refuseMistakable(own, other);
    }
  }
}

function refuseMistakable(one: Registration, other: Registration): void {
  if (one.name === other.name) {
    const hint = one.isNamed
      ? `give each IdenfyModule of the application another name, because two are called '${one.name}'`
      : 'give each IdenfyModule of the application but one a name, because two have none';
    throw new IdenfyConfigurationError({ option: 'name', hint });
  }
  const both = `'${one.name}' and '${other.name}'`;
  if (
    one.routePrefix !== null &&
    other.routePrefix !== null &&
    samePath(one.routePrefix, other.routePrefix)
  ) {
    const hint = `give each registration a prefix of its own, because ${both} have the same`;
    throw new IdenfyConfigurationError({ option: 'routePrefix', hint });
  }
  if (one.dataSource === other.dataSource) {
    const hint = `give each registration a DataSource of its own, because ${both} have the same`;
    throw new IdenfyConfigurationError({ option: 'dataSource', hint });
  }
}

/** Routers ignore case and repeated slashes. */
function samePath(one: string, other: string): boolean {
  return plainPath(one) === plainPath(other);
}

function plainPath(path: string): string {
  return path.split('/').filter(Boolean).join('/').toLowerCase();
}
