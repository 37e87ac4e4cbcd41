import 'reflect-metadata';
import { Get, type INestApplication, Injectable, Module, Post, ValidationPipe } from '@nestjs/common';
import { APP_PIPE, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IdenfyAccounts } from '../../client/accounts.js';
import { IdenfyVerifications } from '../../verification/idenfy-verifications.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { JsonBody } from '../body/json-body.decorator.js';
import { OwnBodies } from '../body/own-bodies.js';
import { OwnBody } from '../body/own-body.decorator.js';
import { IdenfyController } from '../controllers/idenfy-controller.decorator.js';
import { DecideDto } from '../dto/decide.dto.js';
import { HttpSettings } from '../http-settings.js';
import { PersonOnly, PersonOrStaff, StaffOnly } from './access-rule.js';
import type { IdenfyCaller } from './caller.js';
import { Caller } from './caller.decorator.js';
import type { IdenfyHttpRequest } from './http-request.js';
import { IdenfyAccess } from './idenfy-access.js';
import { ReasonRequired } from './reason-required.decorator.js';
import { TheVerification } from './the-verification.decorator.js';

const ADAPTERS = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const;

@IdenfyController('things/:scanRef')
class ThingsController {
  @Get()
  @PersonOrStaff()
  get(@Caller() caller: IdenfyCaller, @TheVerification() { scanRef, account }: IdenfyVerification) {
    return { caller, scanRef, account };
  }

  @Get('mine')
  @PersonOnly()
  mine() {
    return {};
  }

  @Post()
  @OwnBody()
  @StaffOnly()
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

@Module({
  controllers: [ThingsController],
  providers: [
    OwnBodies,
    { provide: IdenfyAccess, useClass: HeaderAccess },
    { provide: IdenfyVerifications, useValue: tracked },
    { provide: IdenfyAccounts, useValue: { names: () => ['default'] } },
    { provide: HttpSettings, useValue: new HttpSettings({ requireAccessReason: true }) },
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

  it('lets nobody in before it looks at anything else', async () => {
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

  it('keeps a person from staff routes, and staff from what is personal, before it looks anything up', async () => {
    expect((await post('/things/no$scan$ref', 'ada', '{"broken')).status).toBe(403);
    expect((await get('/things/scan-of-ada/mine', 'staff')).status).toBe(403);
    expect(tracked.asked).toEqual([]);
  });

  it('refuses what is no scanRef', async () => {
    const { status, body } = await get(`/things/${'x'.repeat(41)}`, 'ada');

    expect([status, body.field]).toEqual([400, 'scanRef']);
    expect(tracked.asked).toEqual([]);
  });

  it("answers to somebody else's as to an unknown one, after the same query", async () => {
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

  it('lets the owner and staff see it, and nobody cache it', async () => {
    const owner = await get('/things/scan-of-ada', 'ada');

    expect(owner.body).toEqual({ caller: { clientId: 'ada' }, scanRef: 'scan-of-ada', account: 'default' });
    expect(owner.headers['cache-control']).toBe('no-store');
    expect((await get('/things/scan-of-ada', 'staff')).body.caller).toEqual({ staff: true, id: 'officer-7' });
  });

  it('looks at the reason before it reads the body, and at the body last', async () => {
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

  it('takes a body that keeps the rules, whatever pipes the host has', async () => {
    const { status, body } = await post('/things/scan-of-ada', 'staff', decision).set(
      'x-access-reason',
      'audit of May',
    );

    expect([status, body]).toEqual([201, decision]);
  });

  it('lets nobody use a route that has no rule', async () => {
    for (const caller of ['ada', 'staff']) {
      expect((await get('/things/scan-of-ada/forgotten', caller)).status).toBe(403);
    }
  });
});
