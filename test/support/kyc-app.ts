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
} from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { IdenfySimulator, type SimulatorOptions } from 'nestjs-idenfy/simulator';
import { createTestDatabase, type TestDatabase } from './database.js';

/** `x-caller: ada` is the person ada, `x-caller: staff:grace` is grace of the staff. */
@Injectable()
export class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const caller = headers['x-caller'];
    if (typeof caller !== 'string') return null;
    return caller.startsWith('staff:') ? { staff: true, id: caller.slice(6) } : { clientId: caller };
  }
}

const EVERYTHING: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

export interface KycAppSetup {
  adapter?: 'express' | 'fastify';
  options?: Partial<IdenfyOptions>;
  extras?: IdenfyExtras;
  simulator?: SimulatorOptions;
  /** A database of its own. @default one in the server that all specs share */
  database?: TestDatabase;
  /** How many connections the host may have, and how long it waits for one. @default as TypeORM has it */
  pool?: { poolSize: number; connectTimeoutMS: number };
  /** Another replica of the same service: its database and simulated iDenfy are shared, callbacks still go there. */
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
  ) {}

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
          ...setup.pool,
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
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    if (!beside) simulator.webhookUrl = `${url}/idenfy/webhooks`;
    return new KycApp(app, url, simulator, database);
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

  /** Until every callback has arrived, is applied, and every handler that can run has. */
  async settled(): Promise<void> {
    await this.simulator.settled();
    await this.app.get(IdenfyWorkers).drain();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.simulator.close();
    await this.database.drop();
  }
}
