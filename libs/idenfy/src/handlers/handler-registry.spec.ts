import { Injectable, Module, Scope, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { DEFAULT_REGISTRATION, Registration } from '../client/registration.js';
import { HandlerDiscovery, type RegisteredHandler } from './handler-registry.js';
import { HandlerOptions } from './handler.options.js';
import { OnDecision, OnIdenfyWebhook, OnVerification } from './decorators.js';

@Injectable()
class Accounts {
  @OnVerification('APPROVED', 'DENIED', { timeoutMs: 5_000, maxAttempts: 3 })
  settle() {}

  @OnDecision({ name: 'accounts-decided' })
  decide() {}

  @OnIdenfyWebhook('DOCUMENT_EXPIRATION', { concurrency: 1 })
  expire() {}

  unrelated() {}
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  @OnVerification('*')
  handle() {}
}

@Injectable({ scope: Scope.TRANSIENT })
class PerInjection {
  @OnVerification('*')
  handle() {}
}

@Injectable()
class DependsOnRequest {
  constructor(readonly dependency: PerRequest) {}

  @OnVerification('*')
  handle() {}
}

async function find(...modules: Type[]): Promise<readonly RegisteredHandler[]> {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule, ...modules],
    providers: [
      HandlerDiscovery,
      { provide: HandlerOptions, useValue: new HandlerOptions() },
      { provide: Registration, useValue: new Registration(DEFAULT_REGISTRATION, 'DataSource', null) },
    ],
  }).compile();
  return module.get(HandlerDiscovery).find();
}

function moduleWith(...providers: NonNullable<Parameters<typeof Module>[0]['providers']>): Type {
  @Module({ providers })
  class Hosting {}
  return Hosting;
}

describe('the discovery of handlers', () => {
  it('reads name, filter and limits from the decorator, and the rest from the options', async () => {
    expect(await find(moduleWith(Accounts))).toEqual([
      expect.objectContaining({
        name: 'Accounts.settle',
        kind: 'verification',
        filter: ['APPROVED', 'DENIED'],
        timeoutMs: 5_000,
        maxAttempts: 3,
        concurrency: 10,
      }),
      expect.objectContaining({ name: 'accounts-decided', kind: 'decision', filter: ['*'], maxAttempts: 10 }),
      expect.objectContaining({
        name: 'Accounts.expire',
        kind: 'webhook',
        filter: ['DOCUMENT_EXPIRATION'],
        concurrency: 1,
      }),
    ]);
  });

  it('counts an instance with several tokens once', async () => {
    const alias = { provide: 'ALIAS', useExisting: Accounts };

    expect(await find(moduleWith(Accounts, alias))).toHaveLength(3);
  });

  it('finds handlers of factory providers and in subclasses', async () => {
    class Special extends Accounts {
      override settle() {}
    }
    const handlers = await find(moduleWith({ provide: Accounts, useFactory: () => new Special() }));

    // the overriding method carries no decorator of its own
    expect(handlers.map(({ name }) => name)).toEqual(['accounts-decided', 'Special.expire']);
  });

  it('refuses a duplicate name, as of a class that is provided twice', async () => {
    await expect(find(moduleWith(Accounts), moduleWith(Accounts))).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option: 'Accounts.settle',
    });
  });

  it.each([
    ['the scope of a request', [PerRequest], 'PerRequest.handle'],
    ['transient scope', [PerInjection], 'PerInjection.handle'],
    ['a dependency with the scope of a request', [DependsOnRequest, PerRequest], 'DependsOnRequest.handle'],
  ])('refuses a class with %s, because it has no single instance', async (_, providers, option) => {
    await expect(find(moduleWith(...providers))).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option,
    });
  });

  it('refuses impossible limits', async () => {
    @Injectable()
    class Hasty {
      @OnVerification('*', { timeoutMs: 0 })
      handle() {}
    }

    await expect(find(moduleWith(Hasty))).rejects.toMatchObject({ option: 'Hasty.handle.timeoutMs' });
  });
});
