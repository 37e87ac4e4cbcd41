import { Controller, Get, type INestApplication, Injectable, Module, type Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import {
  getIdenfyToken,
  type IdenfyExtras,
  IdenfyModule,
  type IdenfyOptions,
  IdenfyVerifications,
  IdenfyWorkers,
  InjectIdenfy,
  OnVerification,
  RequireVerified,
  type VerificationChange,
} from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { aWebhook, IdenfyTestbed, IdenfyTestingModule, signWebhook } from 'nestjs-idenfy/testing';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { HeaderAccess } from '../support/kyc-app.js';

const TENANTS = ['acme', 'zenith'] as const;
type Tenant = (typeof TENANTS)[number];

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  for (const schema of [...TENANTS, 'empty']) await database.query(`create schema ${schema}`);
});
afterAll(() => database.drop());

/** The DataSource of a tenant, whose tables are in a schema of their own. */
function dataSourceOf(name?: string) {
  return TypeOrmModule.forRoot({
    ...(name !== undefined && { name, schema: name }),
    type: 'postgres',
    url: database.url,
    autoLoadEntities: true,
    migrations: idenfyMigrations,
    migrationsRun: name !== 'empty',
  });
}

function keyOf(tenant: string): string {
  return `the-signing-key-of-${tenant}`;
}

function optionsOf(tenant: string): IdenfyOptions {
  return {
    apiKey: `key-of-${tenant}`,
    apiSecret: `secret-of-${tenant}`,
    webhooks: { signingKeys: [keyOf(tenant)] },
  };
}

const heard: string[] = [];

@Injectable()
class Handlers {
  @OnVerification('APPROVED', { registration: 'acme' })
  ofAcme({ verification }: VerificationChange) {
    heard.push(`acme: ${verification.clientId}`);
  }

  @OnVerification('APPROVED', { registration: 'zenith', name: 'zenith.approved' })
  ofZenith({ verification }: VerificationChange) {
    heard.push(`zenith: ${verification.clientId}`);
  }

  @OnVerification('APPROVED', { registration: 'acme' })
  @OnVerification('APPROVED', { registration: 'zenith' })
  ofBoth({ verification }: VerificationChange) {
    heard.push(`both: ${verification.clientId}`);
  }
}

@Controller('payouts')
class Payouts {
  constructor(
    @InjectIdenfy(IdenfyVerifications, 'acme') private readonly acme: IdenfyVerifications,
    @InjectIdenfy(IdenfyVerifications, 'zenith') private readonly zenith: IdenfyVerifications,
  ) {}

  @Get('acme')
  @RequireVerified({ registration: 'acme' })
  ofAcme() {
    return { tenant: 'acme' };
  }

  @Get('zenith')
  @RequireVerified({ registration: 'zenith' })
  ofZenith() {
    return { tenant: 'zenith' };
  }

  @Get('standings')
  async standings() {
    return { acme: await this.acme.standing('ada'), zenith: await this.zenith.standing('ada') };
  }
}

describe.each(['express', 'fastify'] as const)('two named registrations on %s', (adapter) => {
  const registry = new Registry();
  const simulators = new Map<Tenant, IdenfySimulator>();
  const modules = new Map<Tenant, Type>();
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    heard.length = 0;
    for (const tenant of TENANTS) {
      const [prefix] = await database.query<{ exists: boolean }>(
        `select to_regclass('${tenant}.idenfy_verification') is not null as exists`,
      );
      if (prefix?.exists) await database.query(`drop schema ${tenant} cascade; create schema ${tenant}`);
      simulators.set(tenant, await IdenfySimulator.start({ port: 0, signingKey: keyOf(tenant) }));
    }
    const registrations = TENANTS.map((tenant) => {
      const simulator = simulatorOf(tenant);
      const registration = IdenfyModule.forRootAsync({
        name: tenant,
        routePrefix: `${tenant}-kyc`,
        dataSource: tenant,
        access: HeaderAccess,
        useFactory: () => ({
          ...optionsOf(tenant),
          apiKey: simulator.apiKey,
          apiSecret: simulator.apiSecret,
          baseUrl: simulator.url,
          uiUrl: simulator.uiUrl,
        }),
      });
      modules.set(tenant, registration.module);
      return registration;
    });
    @Module({
      imports: [
        ...TENANTS.map((tenant) => dataSourceOf(tenant)),
        ...registrations,
        TerminusModule,
        IdenfyMetricsModule.forRoot({ registry, registrations: TENANTS }),
      ],
      controllers: [Payouts],
      providers: [Handlers, ...TENANTS.map((tenant) => IdenfyHealthIndicator.of(tenant))],
    })
    class HostModule {}
    const testing = await Test.createTestingModule({ imports: [HostModule] }).compile();
    const logger = ['error', 'warn'] as const;
    app =
      adapter === 'fastify'
        ? testing.createNestApplication(new FastifyAdapter(), { logger: [...logger] })
        : testing.createNestApplication({ logger: [...logger] });
    app.enableShutdownHooks([]);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    for (const tenant of TENANTS) simulatorOf(tenant).webhookUrl = `${url}/${tenant}-kyc/webhooks`;
  });
  afterAll(async () => {
    await app.close();
    for (const simulator of simulators.values()) await simulator.close();
  });

  it('keep people, webhooks and handlers of each apart', async () => {
    const scanRef = await started('acme', 'ada');
    simulatorOf('acme').outcome(scanRef, { overall: 'APPROVED' });
    await settled();

    expect(await peopleOf('acme')).toEqual(['ada VERIFIED']);
    expect(await peopleOf('zenith')).toEqual([]);
    expect(await count('acme.idenfy_webhook')).toBe(1);
    expect(await count('zenith.idenfy_webhook')).toBe(0);
    expect(heard.toSorted()).toEqual(['acme: ada', 'both: ada']);
    expect(await handlersOf('acme')).toEqual(['Handlers.ofAcme', 'Handlers.ofBoth']);
    expect(await handlersOf('zenith')).toEqual(['Handlers.ofBoth', 'zenith.approved']);
    expect(simulatorOf('zenith').requests('/api/v2/token')).toHaveLength(0);

    const other = await started('zenith', 'grace');
    simulatorOf('zenith').outcome(other, { overall: 'APPROVED' });
    await settled();

    expect(heard.toSorted()).toEqual(['acme: ada', 'both: ada', 'both: grace', 'zenith: grace']);
    expect(await peopleOf('acme')).toEqual(['ada VERIFIED']);
    expect(await peopleOf('zenith')).toEqual(['grace VERIFIED']);
    const { status } = await request('zenith-kyc', `/verifications/${scanRef}`, 'ada');
    expect(status).toBe(404);
  });

  it('answer by the standing in their own registration', async () => {
    expect(await body('/payouts/standings')).toEqual({ acme: 'VERIFIED', zenith: 'NONE' });
    expect(await body('/payouts/acme', 'ada')).toEqual({ tenant: 'acme' });
    expect(await body('/payouts/zenith', 'ada')).toMatchObject({ identifier: 'NOT_VERIFIED' });
    expect(await body('/payouts/zenith', 'grace')).toEqual({ tenant: 'zenith' });
  });

  it.each([
    ['acme', 'acme', 200],
    ['acme', 'zenith', 401],
    ['zenith', 'acme', 401],
  ])(
    'at the route of %s, a webhook signed with the key of %s is answered %i',
    async (route, signer, status) => {
      const { body: sent, headers } = signWebhook(
        aWebhook({ scanRef: 'unknown', clientId: 'x' }),
        keyOf(signer),
      );
      const answer = await fetch(`${url}/${route}-kyc/webhooks`, { method: 'POST', body: sent, headers });
      expect(answer.status).toBe(status);
    },
  );

  it('are told apart by metrics and health', async () => {
    const metrics = await registry.metrics();
    expect(metrics.match(/^# TYPE idenfy_webhooks_received_total counter$/gm)).toHaveLength(1);
    expect(metrics).toMatch(/^idenfy_webhooks_received_total\{registration="zenith",account="default"\} 1$/m);
    expect(metrics).toMatch(
      /^idenfy_handler_duration_seconds_count\{registration="acme",handler="Handlers.ofAcme",outcome="done"\} 1$/m,
    );
    expect(metrics).toMatch(/^idenfy_handler_duration_seconds_bucket\{registration="acme",le="30",/m);
    expect(metrics).toMatch(/^idenfy_inbox_rows\{registration="zenith",state="pending_run"\} 0$/m);

    const indicator = app.get<IdenfyHealthIndicator>(getIdenfyToken(IdenfyHealthIndicator, 'zenith'));
    expect(await indicator.inbox('inbox')).toMatchObject({ inbox: { registration: 'zenith', status: 'up' } });
    expect(await indicator.reachable('idenfy')).toMatchObject({
      idenfy: { registration: 'zenith', accounts: { default: 'reachable' } },
    });
  });

  it('have an OpenAPI document each, by the class of their module', () => {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build(), {
      include: [modules.get('zenith') ?? IdenfyModule],
    });
    const paths = Object.keys(document.paths);
    expect(paths).toContain('/zenith-kyc/verifications');
    expect(paths.filter((path) => !path.startsWith('/zenith-kyc/'))).toEqual([]);
  });

  function simulatorOf(tenant: Tenant): IdenfySimulator {
    const simulator = simulators.get(tenant);
    if (!simulator) throw new Error(`no simulator for ${tenant}`);
    return simulator;
  }

  function request(prefix: string, path: string, caller: string, sent?: object): Promise<Response> {
    return fetch(`${url}/${prefix}${path}`, {
      headers: { 'x-caller': caller, ...(sent && { 'content-type': 'application/json' }) },
      ...(sent && { method: 'POST', body: JSON.stringify(sent) }),
    });
  }

  async function body(path: string, caller = ''): Promise<unknown> {
    const answer = await fetch(`${url}${path}`, { headers: { 'x-caller': caller } });
    return answer.json();
  }

  async function started(tenant: Tenant, clientId: string): Promise<string> {
    const answer = await request(`${tenant}-kyc`, '/verifications', clientId, {});
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { scanRef: string }).scanRef;
  }

  async function settled(): Promise<void> {
    for (const tenant of TENANTS) {
      await simulatorOf(tenant).settled();
      await app.get<IdenfyWorkers>(getIdenfyToken(IdenfyWorkers, tenant)).drain();
    }
  }

  async function peopleOf(tenant: Tenant): Promise<string[]> {
    const people = await database.query<{ person: string }>(
      `select client_id || ' ' || standing as person from ${tenant}.idenfy_client order by 1`,
    );
    return people.map(({ person }) => person);
  }

  async function handlersOf(tenant: Tenant): Promise<string[]> {
    const handlers = await database.query<{ name: string }>(
      `select name from ${tenant}.idenfy_handler order by name`,
    );
    return handlers.map(({ name }) => name);
  }

  async function count(table: string): Promise<number> {
    const [row] = await database.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return row?.count ?? 0;
  }
});

describe('registrations at boot', () => {
  const named = (name: string, extras: IdenfyExtras = {}, options: Partial<IdenfyOptions> = {}) =>
    IdenfyModule.forRoot({
      access: HeaderAccess,
      name,
      routePrefix: name,
      dataSource: name,
      ...extras,
      ...optionsOf(name),
      ...options,
    });
  const unnamed = (extras: IdenfyExtras = {}) =>
    IdenfyModule.forRoot({ access: HeaderAccess, ...extras, ...optionsOf('default') });

  it.each<[string, () => object[], object]>([
    [
      'two without a name',
      () => [unnamed({ dataSource: 'acme' }), unnamed({ dataSource: 'zenith' })],
      { option: 'name', hint: expect.stringMatching(/but one a name/) },
    ],
    [
      'two with one name',
      () => [named('acme'), named('acme', { dataSource: 'zenith', routePrefix: 'other' })],
      { option: 'name', hint: expect.stringMatching(/two are called 'acme'/) },
    ],
    [
      'two with one prefix',
      () => [named('acme', { routePrefix: 'kyc' }), named('zenith', { routePrefix: '/KYC/' })],
      { option: 'routePrefix', hint: expect.stringMatching(/'acme' and 'zenith'|'zenith' and 'acme'/) },
    ],
    [
      'two with one DataSource',
      () => [named('acme'), named('zenith', { dataSource: 'acme' })],
      { option: 'dataSource', hint: expect.stringMatching(/'acme' and 'zenith'|'zenith' and 'acme'/) },
    ],
    [
      'an option of a named one',
      () => [named('acme', {}, { budget: { localShare: 2 } })],
      { option: 'budget.localShare', message: expect.stringMatching(/of IdenfyModule 'acme': /) },
    ],
    [
      'a policy that a named one lacks',
      () => [IdenfyModule.forRoot({ name: 'acme', ...optionsOf('acme') })],
      { option: 'access', registration: 'acme' },
    ],
    [
      'a database that lacks the tables of a named one',
      () => [dataSourceOf('empty'), named('acme', { dataSource: 'empty' })],
      { option: 'dataSource', registration: 'acme' },
    ],
    [
      'a name that could not be a label',
      () => [named('{acme}')],
      { option: 'name', hint: expect.stringMatching(/letters, digits/) },
    ],
  ])('refuse %s', async (_, imports, refusal) => {
    await expect(boot(imports)).rejects.toMatchObject({ name: 'IdenfyConfigurationError', ...refusal });
  });

  it.each([
    ['that no module has', 'nowhere', /no IdenfyModule is called 'nowhere'.*: acme/],
    [
      'of the module without a name, where there is none',
      undefined,
      /give the handler the `registration`.*: acme/,
    ],
  ])('refuse a handler of a registration %s', async (_, registration, hint) => {
    @Injectable()
    class Lost {
      @OnVerification('*', { ...(registration !== undefined && { registration }) })
      handle() {}
    }
    await expect(boot(() => [named('acme')], [Lost])).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option: 'Lost.handle',
      hint: expect.stringMatching(hint),
    });
  });

  it('let the one without a name keep the classes as tokens, beside a named one', async () => {
    @Injectable()
    class Host {
      constructor(
        readonly own: IdenfyVerifications,
        @InjectIdenfy(IdenfyVerifications) readonly same: IdenfyVerifications,
        @InjectIdenfy(IdenfyVerifications, 'acme') readonly acme: IdenfyVerifications,
      ) {}
    }
    const app = await boot(() => [dataSourceOf(), unnamed(), named('acme')], [Host]);
    try {
      const { own, same, acme } = app.get(Host);
      expect(same).toBe(own);
      expect(acme).not.toBe(own);
      expect(acme).toBeInstanceOf(IdenfyVerifications);
    } finally {
      await app.close();
    }
  });

  it('give the simulated one of a test its name', async () => {
    const app = await boot(() => [IdenfyTestingModule.forSimulator({ name: 'acme', dataSource: 'acme' })]);
    try {
      const actor = { kind: 'system', id: 'test' } as const;
      const verifications = app.get<IdenfyVerifications>(getIdenfyToken(IdenfyVerifications, 'acme'));
      const { verification } = await verifications.start({ clientId: 'a simulated person', actor });
      const testbed = app.get<IdenfyTestbed>(getIdenfyToken(IdenfyTestbed, 'acme'));
      await testbed.decide(verification.scanRef ?? '', { overall: 'APPROVED' });
      expect(await verifications.standing('a simulated person')).toBe('VERIFIED');
    } finally {
      await app.close();
    }
  });

  async function boot(imports: () => object[], providers: Type[] = []): Promise<INestApplication> {
    @Module({
      imports: [...TENANTS.map((tenant) => dataSourceOf(tenant)), ...(imports() as Type[])],
      providers,
    })
    class HostModule {}
    const testing = await Test.createTestingModule({ imports: [HostModule] }).compile();
    const app = testing.createNestApplication({ logger: false });
    try {
      return await app.init();
    } catch (error) {
      await app.close().catch(() => undefined);
      throw error;
    }
  }
});
