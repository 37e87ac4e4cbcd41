import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Post,
  SetMetadata,
  UnauthorizedException,
  VersioningType,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { IdenfyClock, IdenfyModule, RequireVerified } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';
import { ShiftableClock } from './support/shiftable-clock.js';

const Public = () => SetMetadata('isPublic', true);

/** A host that lets nobody in without an API key, wherever a handler is not marked. */
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

describe.each(['express', 'fastify'] as const)('inside an application of a host, on %s', (adapter) => {
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

  it('stands behind its guards and its prefix, and beside its versions', async () => {
    expect((await kyc.request('GET', '/api/kyc/verifications', { caller: 'ada' })).status).toBe(401);
    expect((await ask('GET', '/api/kyc/verifications', 'ada')).status).toBe(200);
    expect((await ask('GET', '/api/v1/payouts')).status).toBe(200);
    expect((await ask('GET', '/idenfy/verifications', 'ada')).status).toBe(404);
  });

  it('lets only verified people do what is for them', async () => {
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

  it('hears what iDenfy says, which has no key', async () => {
    const scanRef = await start('grace');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    expect((await ask('GET', '/api/kyc/clients/me', 'grace')).body).toMatchObject({
      standing: 'VERIFIED',
      nextStep: 'NONE',
    });
  });

  it('lets nobody in any more whose approval has run out', async () => {
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

  it('answers an error with the status that the host wants', async () => {
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

describe('the module', () => {
  const options = {
    apiKey: 'key',
    apiSecret: 'secret',
    webhooks: { signingKeys: ['a-signing-key-of-this-test'] },
  };

  it('does not boot with routes that nobody says who may use, and says what to do', () => {
    expect(() => IdenfyModule.forRoot(options)).toThrow(/'access'.*extends IdenfyAccess.*controllers: false/);
  });

  it('needs no policy without routes', () => {
    expect(() => IdenfyModule.forRoot({ ...options, controllers: false })).not.toThrow();
  });
});
