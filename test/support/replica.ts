import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type INestApplication, type LoggerService, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyClock, IdenfyModule, type IdenfyOptions, IdenfyWorkers, WebhookReceiver } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { signWebhook } from 'nestjs-idenfy/testing';
import type { TestDatabase } from './database.js';

const KEY = 'a-signing-key-of-this-test';

export interface ReplicaSetup {
  handlers?: Type[];
  clock?: IdenfyClock;
  webhooks?: IdenfyOptions['webhooks'];
  options?: Partial<IdenfyOptions>;
  logger?: LoggerService;
  /** Whether the host has our migrations. @default true */
  migrated?: boolean;
}

/** One process of a host without routes: webhooks and handlers alone, on a database it shares with others. */
export class Replica {
  private constructor(
    readonly app: INestApplication,
    private readonly database: TestDatabase,
  ) {}

  static async start(
    database: TestDatabase,
    { handlers = [], clock, webhooks, options, logger, migrated = true }: ReplicaSetup = {},
  ): Promise<Replica> {
    @Module({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.url,
          autoLoadEntities: true,
          migrations: migrated ? idenfyMigrations : [],
          migrationsRun: true,
          uuidExtension: 'pgcrypto',
          installExtensions: false,
        }),
        IdenfyModule.forRoot({
          controllers: false,
          apiKey: 'key',
          apiSecret: 'secret',
          webhooks: { signingKeys: [KEY], ...webhooks, worker: { enabled: false, ...webhooks?.worker } },
          reconciliation: { enabled: false },
          ...options,
          replace: clock ? [{ provide: IdenfyClock, useValue: clock }] : [],
        }),
      ],
      providers: handlers,
    })
    class HostModule {}

    const testing = await Test.createTestingModule({ imports: [HostModule] }).compile();
    const app = testing.createNestApplication({ logger: logger ?? false });
    await app.init();
    return new Replica(app, database);
  }

  /** A session of this person that iDenfy has answered. */
  async session(clientId: string, scanRef = `scan-of-${clientId}`): Promise<string> {
    await this.database.query(
      `insert into idenfy_client (account, client_id) values ('default', $1) on conflict do nothing`,
      [clientId],
    );
    await this.database.query(
      `insert into idenfy_verification (id, client_id, scan_ref, status, started_by) values ($1, $2, $3, 'ACTIVE', 'test')`,
      [randomUUID(), clientId, scanRef],
    );
    return scanRef;
  }

  async deliver(payload: object | string, eventType?: string | null): Promise<void> {
    const { body, headers } = signWebhook(payload, KEY, eventType === undefined ? {} : { eventType });
    await this.app.get(WebhookReceiver).receive({
      body,
      signature: headers['Idenfy-Signature'],
      eventType: headers['Idenfy-Event-Type'],
    });
  }

  drain(): Promise<void> {
    return this.app.get(IdenfyWorkers).drain();
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
