import { Inject, Injectable, type InjectionToken, Logger, type Type } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';

/** The name of an `IdenfyModule` without a name. */
export const DEFAULT_REGISTRATION = 'default';

/** One `IdenfyModule` of an application. Injectable, within that module. */
@Injectable()
export class Registration {
  constructor(
    readonly name: string,
    /** The injection token of its DataSource. */
    readonly dataSource: InjectionToken,
    /** First part of its routes, null where it has none. */
    readonly routePrefix: string | null,
  ) {}

  get isNamed(): boolean {
    return this.name !== DEFAULT_REGISTRATION;
  }

  /** The context of log lines: `IdenfyHandlers`, of a named registration `IdenfyHandlers(acme)`. */
  logger(context: string): Logger {
    return new Logger(this.isNamed ? `${context}(${this.name})` : context);
  }

  /** Does `work`; an `IdenfyConfigurationError` that it throws names this registration. */
  naming<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw this.named(error);
    }
  }

  /** The error, naming this registration if it is an `IdenfyConfigurationError`. */
  named(error: unknown): unknown {
    if (!this.isNamed || !(error instanceof IdenfyConfigurationError)) return error;
    const { option, hint } = error;
    return new IdenfyConfigurationError({ option, hint, registration: this.name });
  }
}

/** All registrations of the application. */
export function registrationsIn(discovery: DiscoveryService): readonly Registration[] {
  return discovery
    .getProviders()
    .flatMap(({ token, instance }: { token: unknown; instance: unknown }) =>
      token === Registration && instance instanceof Registration ? [instance] : [],
    );
}

/** A class of the library that can be injected. */
export type IdenfyProvider<Instance = unknown> =
  Type<Instance> | (abstract new (...args: never[]) => Instance);

const tokens = new Map<string, Map<IdenfyProvider, symbol>>();

/**
 * The injection token of a class of the library, in the registration of this name: the class itself where there is no name.
 *
 * @example
 * { provide: Overview, inject: [getIdenfyToken(IdenfyVerifications, 'acme')], useFactory: … }
 */
export function getIdenfyToken(
  provider: IdenfyProvider,
  registration = DEFAULT_REGISTRATION,
): InjectionToken {
  if (registration === DEFAULT_REGISTRATION) return provider;
  const named = tokens.get(registration) ?? new Map<IdenfyProvider, symbol>();
  tokens.set(registration, named);
  const token = named.get(provider) ?? Symbol(`${provider.name} of the registration '${registration}'`);
  named.set(provider, token);
  return token;
}

/**
 * Injects a class of the library from the registration of this name.
 *
 * @example
 * constructor(@InjectIdenfy(IdenfyVerifications, 'acme') private readonly verifications: IdenfyVerifications) {}
 */
export function InjectIdenfy(
  provider: IdenfyProvider,
  registration?: string,
): PropertyDecorator & ParameterDecorator {
  return Inject(getIdenfyToken(provider, registration));
}
