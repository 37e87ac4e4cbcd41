import {
  Controller,
  Get,
  type INestApplication,
  Injectable,
  Module,
  Post,
  SetMetadata,
  ValidationPipe,
} from '@nestjs/common';
import { APP_PIPE, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import 'reflect-metadata';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IdenfyAccounts } from '../../client/accounts.js';
import { IdenfyClock, SystemClock } from '../../client/clock.js';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { VerificationQueries } from '../../verifications/verification-queries.js';
import { BodyParserBypass } from '../body/body-parser-bypass.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { DecideDto } from '../decisions/decisions.controller.js';
import { RefusalLog } from '../errors/refusal-log.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { JsonBody } from '../param.decorators.js';
import { RestOptions } from '../rest.options.js';
import { Caller, CurrentVerification } from './access-context.js';
import type { IdenfyCaller } from './caller.js';
import {
  assertAccessRules,
  PersonOnly,
  PersonOrStaff,
  SignedByIdenfy,
  StaffOnly,
} from './idenfy-access.guard.js';
import { IdenfyAccess, type IdenfyHttpRequest } from './idenfy-access.js';
import { ReasonRequired } from './reason-required.js';

@Controller('guarded')
class GuardedController {
  @Get()
  @StaffOnly('review')
  get() {}

  @Post()
  @SignedByIdenfy()
  receive() {}

  notARoute() {}
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  @StaffOnly('review')
  get() {}

  @Post()
  open() {}
}

describe('the check of access rules at boot', () => {
  it('names a route without a rule', () => {
    expect(() => assertAccessRules([GuardedController, ForgottenController])).toThrow(
      /ForgottenController\.open/,
    );
  });

  it.each([undefined, 'watch'])(
    'names a staff route with the permission %j, which does not exist',
    (permission) => {
      @Controller('unnamed')
      class UnnamedController {
        @Get()
        @SetMetadata('nestjs-idenfy:access-rule', { callers: 'staff', permission })
        get() {}
      }

      expect(() => assertAccessRules([UnnamedController])).toThrow(
        /which permission staff need for UnnamedController\.get/,
      );
    },
  );

  it('leaves methods alone that are not routes', () => {
    expect(() => assertAccessRules([GuardedController])).not.toThrow();
  });
});

const ADAPTERS = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const;

@IdenfyController('things/:scanRef')
class ThingsController {
  @Get()
  @PersonOrStaff('review')
  get(@Caller() caller: IdenfyCaller, @CurrentVerification() { scanRef, account }: IdenfyVerification) {
    return { caller, scanRef, account };
  }

  @Get('mine')
  @PersonOnly()
  mine() {
    return {};
  }

  @Post()
  @SkipBodyParser()
  @StaffOnly('review')
  @ReasonRequired()
  decide(@JsonBody(DecideDto) decision: DecideDto) {
    return decision;
  }

  @Get('forgotten')
  forgotten() {
    return {};
  }
}

/** The policy of a host whose login is a header. */
@Injectable()
class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const { authorization } = headers;
    if (authorization === 'staff') return { staff: true, id: 'officer-7' };
    return authorization ? { clientId: authorization } : null;
  }
}

/** The table, as far as these routes ask it. */
class Tracked {
  readonly asked: unknown[] = [];

  find(key: { account: string; scanRef: string; clientId?: string }): Promise<object | null> {
    this.asked.push(key);
    const { account, scanRef, clientId = 'ada' } = key;
    const found = account === 'default' && scanRef === 'scan-of-ada' && clientId === 'ada';
    return Promise.resolve(found ? { account, scanRef, clientId: 'ada' } : null);
  }
}

const tracked = new Tracked();
const rest = new RestOptions();

@Module({
  controllers: [ThingsController],
  providers: [
    BodyParserBypass,
    { provide: IdenfyAccess, useClass: HeaderAccess },
    { provide: VerificationQueries, useValue: tracked },
    { provide: IdenfyAccounts, useValue: { names: () => ['default'] } },
    RefusalLog,
    { provide: IdenfyClock, useClass: SystemClock },
    { provide: RestOptions, useValue: rest },
    {
      provide: APP_PIPE,
      useValue: new ValidationPipe({
        whitelist: true,
        forbidNonWhitelisted: true,
        transform: true,
        transformOptions: { enableImplicitConversion: true },
        validateCustomDecorators: true,
      }),
    },
  ],
})
class HostModule {}

const decision = { decision: 'ACCEPTED', reason: 'seen in person' };

describe.each(ADAPTERS)('access on %s', (_, adapter) => {
  let app: INestApplication;
  const as = (caller: string | null) => (caller === null ? {} : { authorization: caller });
  const get = (path: string, caller: string | null) => request(app.getHttpServer()).get(path).set(as(caller));
  const post = (path: string, caller: string | null, body: string | object) =>
    request(app.getHttpServer())
      .post(path)
      .set(as(caller))
      .set('content-type', 'application/json')
      .send(body);

  beforeAll(async () => {
    app = await NestFactory.create(HostModule, adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());
  beforeEach(() => void (tracked.asked.length = 0));

  it('refuses a request without a caller before any other check', async () => {
    const answers = await Promise.all([
      get('/things/scan-of-ada', null),
      get('/things/no$scan$ref', null),
      post('/things/scan-of-ada', null, '{"broken'),
      post('/things/scan-of-ada', null, 'x'.repeat(1_000_000)),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers[0]?.body).toMatchObject({ statusCode: 401, identifier: null, actor: 'user' });
    expect(tracked.asked).toEqual([]);
  });

  it('keeps a person from staff routes, and staff from personal routes, before any query', async () => {
    expect((await post('/things/no$scan$ref', 'ada', '{"broken')).status).toBe(403);
    expect((await get('/things/scan-of-ada/mine', 'staff')).status).toBe(403);
    expect(tracked.asked).toEqual([]);
  });

  it('refuses a malformed scanRef', async () => {
    const { status, body } = await get(`/things/${'x'.repeat(41)}`, 'ada');

    expect([status, body.field]).toEqual([400, 'scanRef']);
    expect(tracked.asked).toEqual([]);
  });

  it('answers alike to an unknown verification and to one of another person, after the same query', async () => {
    const theirs = await get('/things/scan-of-ada', 'bob');
    const unknown = await get('/things/scan-of-nobody', 'bob');

    expect(theirs.status).toBe(404);
    expect(theirs.body).toEqual(unknown.body);
    expect(Object.keys(theirs.headers).sort()).toEqual(Object.keys(unknown.headers).sort());
    expect(tracked.asked).toEqual([
      { account: 'default', scanRef: 'scan-of-ada', clientId: 'bob' },
      { account: 'default', scanRef: 'scan-of-nobody', clientId: 'bob' },
    ]);
  });

  it('admits owner and staff, and sends Cache-Control: no-store', async () => {
    const owner = await get('/things/scan-of-ada', 'ada');

    expect(owner.body).toEqual({ caller: { clientId: 'ada' }, scanRef: 'scan-of-ada', account: 'default' });
    expect(owner.headers['cache-control']).toBe('no-store');
    expect((await get('/things/scan-of-ada', 'staff')).body.caller).toEqual({ staff: true, id: 'officer-7' });
  });

  it('checks the reason before the body', async () => {
    const withoutReason = await post('/things/scan-of-ada', 'staff', '{"broken');
    const broken = await post('/things/scan-of-ada', 'staff', '{"broken').set(
      'x-access-reason',
      'audit of May',
    );
    const unknown = await post('/things/scan-of-ada', 'staff', { ...decision, also: 1 }).set(
      'x-access-reason',
      'audit of May',
    );

    expect(withoutReason.body).toMatchObject({ statusCode: 400, field: 'X-Access-Reason' });
    expect(broken.body).toMatchObject({ statusCode: 400, field: 'body' });
    expect(unknown.body).toMatchObject({ statusCode: 400, field: 'also' });
  });

  it('accepts a valid body with any global pipe of the host', async () => {
    const { status, body } = await post('/things/scan-of-ada', 'staff', decision).set(
      'x-access-reason',
      'audit of May',
    );

    expect([status, body]).toEqual([201, decision]);
  });

  it('wants a header that no form can send where the login is a cookie, and only from requests that change something', async () => {
    rest.csrf = true;
    try {
      const send = (headers = {}) => post('/things/scan-of-ada', 'staff', decision).set(headers);
      const reason = { 'x-access-reason': 'audit of May' };

      expect((await send(reason)).body).toMatchObject({
        statusCode: 403,
        field: 'X-Idenfy-Client',
        hint: expect.stringContaining('X-Idenfy-Client'),
      });
      expect((await send({ ...reason, 'x-idenfy-client': 'web' })).status).toBe(201);
      expect((await get('/things/scan-of-ada', 'ada')).status).toBe(200);
    } finally {
      rest.csrf = false;
    }
  });

  it('refuses a route without a rule', async () => {
    for (const caller of ['ada', 'staff']) {
      expect((await get('/things/scan-of-ada/forgotten', caller)).status).toBe(403);
    }
  });
});
