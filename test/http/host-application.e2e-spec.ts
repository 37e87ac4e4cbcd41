import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Post,
  SetMetadata,
  type Type,
  UnauthorizedException,
  VersioningType,
} from '@nestjs/common';
import { APP_GUARD, ExternalContextCreator, Reflector } from '@nestjs/core';
import {
  type IdenfyAccess,
  IdenfyClock,
  type IdenfyHttpRequest,
  IdenfyModule,
  RequireVerified,
} from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { HeaderAccess, KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const Public = () => SetMetadata('isPublic', true);

/** A host that requires an API key on every route that is not marked as public. */
@Injectable()
class ApiKeyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.get<boolean>('isPublic', context.getHandler())) return true;
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    if (headers['x-api-key'] !== 'let me in') throw new UnauthorizedException('No key.');
    return true;
  }
}

@Controller('payouts')
class PayoutsController {
  @Post()
  @RequireVerified()
  create() {
    return { paid: true };
  }

  @Get()
  list() {
    return [];
  }
}

describe.each(['express', 'fastify'] as const)('the module inside a host application, on %s', (adapter) => {
  const clock = new ShiftableClock();
  let kyc: KycApp;
  const key = { 'x-api-key': 'let me in' };
  const ask = (method: string, path: string, caller?: string, body?: unknown) =>
    kyc.request(method, path, { ...(caller && { caller }), body, headers: key });
  const start = async (clientId: string) => {
    const { body } = await ask('POST', '/api/kyc/verifications', clientId, {});
    return String(body['scanRef']);
  };

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: {
        errors: { ALREADY_SUBMITTED: 423 },
        verifiedUntil: ({ clientId }) =>
          clientId === 'barbara' ? new Date(clock.now().getTime() + 3_600_000) : null,
      },
      extras: { routePrefix: 'kyc', webhookDecorators: [Public()] },
      host: { controllers: [PayoutsController], providers: [{ provide: APP_GUARD, useClass: ApiKeyGuard }] },
      configure: (app) => {
        app.setGlobalPrefix('api');
        app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
      },
    });
    kyc.simulator.webhookUrl = `${kyc.url}/api/kyc/webhooks`;
  });
  afterAll(() => kyc.close());

  it('works with global guards, a global prefix and URI versioning', async () => {
    expect((await kyc.request('GET', '/api/kyc/verifications', { caller: 'ada' })).status).toBe(401);
    expect((await ask('GET', '/api/kyc/verifications', 'ada')).status).toBe(200);
    expect((await ask('GET', '/api/v1/payouts')).status).toBe(200);
    expect((await ask('GET', '/idenfy/verifications', 'ada')).status).toBe(404);
  });

  it('admits only verified people to a route with @RequireVerified()', async () => {
    expect((await ask('POST', '/api/v1/payouts')).body).toMatchObject({
      statusCode: 401,
      nextStep: 'NONE',
      actor: 'user',
    });
    expect((await ask('POST', '/api/v1/payouts', 'ada')).body).toEqual({
      statusCode: 403,
      error: 'Forbidden',
      message: 'This is for verified people only.',
      identifier: 'NOT_VERIFIED',
      retryable: false,
      actor: 'user',
      nextStep: 'CONTINUE',
    });

    const scanRef = await start('ada');
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FAKE_PHOTO'] });
    await kyc.settled();
    expect((await ask('POST', '/api/v1/payouts', 'ada')).body).toMatchObject({
      statusCode: 403,
      nextStep: 'WAIT',
    });
    expect((await ask('POST', '/api/v1/payouts', 'staff:mary')).body).toMatchObject({
      statusCode: 403,
      nextStep: 'NONE',
    });

    const decision = { decision: 'ACCEPTED', reason: 'seen in person' };
    await ask('POST', `/api/kyc/verifications/${scanRef}/decision`, 'staff:mary', decision);
    expect(await ask('POST', '/api/v1/payouts', 'ada')).toMatchObject({ status: 201, body: { paid: true } });
  });

  it("accepts webhooks without the host's API key", async () => {
    const scanRef = await start('grace');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    expect((await ask('GET', '/api/kyc/clients/me', 'grace')).body).toMatchObject({
      standing: 'VERIFIED',
      nextStep: 'NONE',
    });
  });

  it('no longer admits a person whose approval has expired', async () => {
    kyc.simulator.outcome(await start('barbara'), { overall: 'APPROVED' });
    await kyc.settled();
    expect((await ask('POST', '/api/v1/payouts', 'barbara')).status).toBe(201);

    clock.shift(61);
    expect((await ask('POST', '/api/v1/payouts', 'barbara')).body).toMatchObject({
      statusCode: 403,
      identifier: 'NOT_VERIFIED',
      nextStep: 'RETRY',
    });
  });

  it('answers an error with the status that the host maps it to', async () => {
    const scanRef = await start('alan');
    kyc.simulator.outcome(scanRef, { overall: 'REVIEWING', final: false });
    await kyc.settled();

    expect((await ask('POST', '/api/kyc/verifications', 'alan', {})).body).toMatchObject({
      statusCode: 423,
      error: 'Locked',
      identifier: 'ALREADY_SUBMITTED',
    });
  });
});

describe('@RequireVerified() outside an HTTP route', () => {
  @Injectable()
  class PayoutsResolver {
    @RequireVerified()
    create(this: void) {
      return { paid: true };
    }
  }

  /** A policy that also knows the messages of a microservice. */
  class MessageAccess extends HeaderAccess {
    override requestOf(context: ExecutionContext): IdenfyHttpRequest {
      return context.getType<string>() === 'rpc'
        ? context.switchToRpc().getContext<IdenfyHttpRequest>()
        : super.requestOf(context);
    }
  }

  const request = { headers: { 'x-caller': 'ada' } };

  /** Calls `PayoutsResolver.create()` as Nest calls resolvers and message handlers. */
  async function caller(access: Type<IdenfyAccess>) {
    const kyc = await KycApp.start({ extras: { access }, host: { providers: [PayoutsResolver] } });
    onTestFinished(() => kyc.close());
    const payouts = kyc.app.get(PayoutsResolver);
    const create = (type: string, ...args: unknown[]): Promise<unknown> =>
      kyc.app
        .get(ExternalContextCreator)
        .create(
          payouts,
          payouts.create,
          'create',
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          type,
        )(...args);
    return { kyc, create };
  }

  it('finds the request of a GraphQL resolver in its context', async () => {
    const { kyc, create } = await caller(HeaderAccess);
    const resolve = () => create('graphql', {}, {}, { req: request }, {});

    await expect(resolve()).rejects.toMatchObject({ status: 403, response: { nextStep: 'CONTINUE' } });
    kyc.simulator.outcome(await kyc.started('ada'), { overall: 'APPROVED' });
    await kyc.settled();
    expect(await resolve()).toEqual({ paid: true });
  });

  it('is refused with the reason where there is no request, instead of asking everyone to log in', async () => {
    const { create } = await caller(HeaderAccess);

    await expect(create('rpc', { amount: 1 }, request)).rejects.toThrow(
      /'access'.*type 'rpc': let requestOf\(\)/,
    );
    await expect(create('graphql', {}, {}, {}, {})).rejects.toThrow(/type 'graphql': let requestOf\(\)/);
  });

  it('uses the request that the access policy finds', async () => {
    const { create } = await caller(MessageAccess);

    await expect(create('rpc', { amount: 1 }, request)).rejects.toMatchObject({ status: 403 });
    await expect(create('rpc', { amount: 1 }, { headers: {} })).rejects.toMatchObject({ status: 401 });
  });
});

describe('the module at boot', () => {
  const options = {
    apiKey: 'key',
    apiSecret: 'secret',
    webhooks: { signingKeys: ['a-signing-key-of-this-test'] },
  };

  it('refuses to boot with routes but without an access policy, and says how to give one', () => {
    expect(() => IdenfyModule.forRoot(options)).toThrow(/'access'.*extends IdenfyAccess.*controllers: false/);
  });

  it('needs no access policy without routes', () => {
    expect(() => IdenfyModule.forRoot({ ...options, controllers: false })).not.toThrow();
  });
});
