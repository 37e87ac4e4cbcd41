import 'reflect-metadata';
import type { INestApplication, LogLevel, ModuleMetadata, Provider, Type } from '@nestjs/common';
import { Injectable, Module } from '@nestjs/common';
import type { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  IdenfyAccess,
  type IdenfyCaller,
  type IdenfyExtras,
  type IdenfyHttpRequest,
  IdenfyModule,
  type IdenfyOptions,
  IdenfyWorkers,
  type StaffPermission,
} from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import type { DataSourceOptions } from 'typeorm';
import { IdenfySimulator, type SimulatorOptions } from '@nestjs-idenfy/simulator';
import { createTestDatabase, type TestDatabase } from './database.js';

/**
 * `x-caller: ada` is the person ada, `x-caller: staff:grace` is grace of the staff, with the permissions in `x-permissions`
 * or all of them.
 */
@Injectable()
export class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const caller = headers['x-caller'];
    if (typeof caller !== 'string') return null;
    if (!caller.startsWith('staff:')) return { clientId: caller };
    const permissions = headers['x-permissions'];
    return {
      staff: true,
      id: caller.slice(6),
      // names that do not exist included: a host's claims may hold them
      ...(typeof permissions === 'string' && {
        permissions: permissions.split(',').filter(Boolean) as StaffPermission[],
      }),
    };
  }
}

const EVERYTHING: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** What a host may set for PostgreSQL. */
export type DataSourceSettings = Partial<Extract<DataSourceOptions, { type: 'postgres' }>>;

export interface KycAppSetup {
  adapter?: 'express' | 'fastify';
  options?: Partial<IdenfyOptions>;
  extras?: IdenfyExtras;
  simulator?: SimulatorOptions;
  /** A database of its own. @default one in the server that all specs share */
  database?: TestDatabase;
  /** More settings of the host's DataSource. */
  dataSource?: DataSourceSettings;
  /** Another replica of the same service: its database and simulated iDenfy are shared, webhooks still go there. */
  beside?: KycApp;
  /** Says everything there is to say, statements of the database with their parameters included. @default false */
  talkative?: boolean;
  /** Whether a proxy on this machine is believed when it says who came (`X-Forwarded-For`). @default false */
  behindProxy?: boolean;
  /** What a host has besides. */
  host?: { imports?: ModuleMetadata['imports']; controllers?: Type[]; providers?: Provider[] };
  /** Overrides providers, sets global prefixes and the like. */
  testing?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
  configure?: (app: INestApplication) => void;
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
  text: string;
}

/** The library in a running application, with a simulated iDenfy that calls it back and a database of its own. */
export class KycApp {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly simulator: IdenfySimulator,
    readonly database: TestDatabase,
    /** This application and those beside it, on the same database. */
    private readonly replicas: INestApplication[],
  ) {
    replicas.push(app);
  }

  static async start(setup: KycAppSetup = {}): Promise<KycApp> {
    const { host = {}, options = {}, extras = {}, beside } = setup;
    const database = setup.database ?? beside?.database ?? (await createTestDatabase());
    const simulator =
      beside?.simulator ??
      (await IdenfySimulator.start({
        port: 0,
        signingKey: 'a-signing-key-of-this-test',
        ...setup.simulator,
      }));

    @Module({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.url,
          autoLoadEntities: true,
          migrations: idenfyMigrations,
          migrationsRun: true,
          uuidExtension: 'pgcrypto',
          installExtensions: false,
          ...(setup.talkative && { logging: 'all', logger: 'simple-console' }),
          ...setup.dataSource,
        }),
        IdenfyModule.forRoot({
          access: HeaderAccess,
          apiKey: simulator.apiKey,
          apiSecret: simulator.apiSecret,
          baseUrl: simulator.url,
          uiUrl: simulator.uiUrl,
          ...options,
          webhooks: { signingKeys: [simulator.signingKey ?? ''], ...options.webhooks },
          ...extras,
        }),
        ...(host.imports ?? []),
      ],
      controllers: host.controllers ?? [],
      providers: host.providers ?? [],
    })
    class HostModule {}

    const builder = Test.createTestingModule({ imports: [HostModule] });
    const testing = await (setup.testing?.(builder) ?? builder).compile();
    const logger: LogLevel[] = setup.talkative ? EVERYTHING : ['error', 'warn'];
    const app =
      setup.adapter === 'fastify'
        ? testing.createNestApplication(
            new FastifyAdapter(setup.behindProxy ? { trustProxy: '127.0.0.1' } : {}),
            { logger },
          )
        : testing.createNestApplication({ logger });
    app.enableShutdownHooks([]);
    if (setup.behindProxy && setup.adapter !== 'fastify') {
      (app.getHttpAdapter() as ExpressAdapter).set('trust proxy', 'loopback');
    }
    setup.configure?.(app);
    try {
      await app.listen(0, '127.0.0.1');
    } catch (refused) {
      await app.close();
      if (!beside) await simulator.close();
      throw refused;
    }
    const url = await app.getUrl();
    if (!beside) simulator.webhookUrl = `${url}/idenfy/webhooks`;
    return new KycApp(app, url, simulator, database, beside?.replicas ?? []);
  }

  /** A request as `caller`, staff with a reason; a body that is no text is sent as JSON. */
  async request<T = Record<string, unknown>>(
    method: string,
    path: string,
    {
      caller,
      body,
      headers = {},
    }: { caller?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const plain =
      body === undefined ||
      typeof body === 'string' ||
      body instanceof Uint8Array ||
      body instanceof FormData;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(caller !== undefined && { 'x-caller': caller }),
        ...(caller?.startsWith('staff:') && { 'x-access-reason': 'a test wants to know' }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: plain ? (body as string) : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  /** Starts a verification for a person and answers its scanRef. */
  async started(clientId: string, body: Record<string, unknown> = {}): Promise<string> {
    const { body: answer } = await this.request<{ scanRef: string }>('POST', '/idenfy/verifications', {
      caller: 'staff:grace',
      body: { clientId, ...body },
    });
    return answer.scanRef;
  }

  /**
   * Until every webhook has arrived, is applied, and every handler that can run has. Any replica may have claimed one, and
   * hands its runs to any other: hence two rounds.
   */
  async settled(): Promise<void> {
    await this.simulator.settled();
    for (const app of [...this.replicas, ...this.replicas]) await app.get(IdenfyWorkers).drain();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.simulator.close();
    await this.database.drop();
  }
}
