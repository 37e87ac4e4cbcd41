import { PassThrough } from 'node:stream';
import { Controller, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory, repl } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Transport } from '@nestjs/microservices';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { IdenfyModule, IdenfyVerifications, IdenfyWorkers } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { firstValueFrom } from 'rxjs';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { HeaderAccess } from '../support/kyc-app.js';

@Controller()
class Standings {
  constructor(private readonly verifications: IdenfyVerifications) {}

  @MessagePattern('standing')
  standing(clientId: string): Promise<string> {
    return this.verifications.standing(clientId);
  }
}

describe('the module in each kind of Nest container', () => {
  let database: TestDatabase;
  let simulator: IdenfySimulator;

  beforeAll(async () => {
    database = await createTestDatabase();
    simulator = await IdenfySimulator.start({ port: 0, signingKey: 'a-signing-key-of-this-test' });
  });
  afterAll(async () => {
    await simulator.close();
    await database.drop();
  });

  /** A host with all routes, as its `main.ts` for HTTP would use it. */
  function hostModule(): Type {
    @Module({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.url,
          autoLoadEntities: true,
          migrations: idenfyMigrations,
          migrationsRun: true,
        }),
        IdenfyModule.forRoot({
          access: HeaderAccess,
          apiKey: simulator.apiKey,
          apiSecret: simulator.apiSecret,
          baseUrl: simulator.url,
          uiUrl: simulator.uiUrl,
          webhooks: { signingKeys: [simulator.signingKey ?? ''] },
        }),
      ],
      controllers: [Standings],
    })
    class HostModule {}
    return HostModule;
  }

  async function startsAndLooksUp(
    app: Pick<INestApplicationContext, 'get'>,
    clientId: string,
  ): Promise<void> {
    const verifications = app.get(IdenfyVerifications);
    const actor = { kind: 'staff', id: 'grace' } as const;
    const { verification } = await verifications.start({ clientId, actor });
    await app.get(IdenfyWorkers).drain();

    expect(await verifications.person('default', clientId)).toMatchObject({
      clientId,
      current: { id: verification.id },
    });
  }

  it('works in an application context', async () => {
    const app = await NestFactory.createApplicationContext(hostModule(), {
      logger: false,
      abortOnError: false,
    });
    onTestFinished(() => app.close());

    await startsAndLooksUp(app, 'ada');
  });

  it('works in a REPL', async () => {
    const server = await repl(hostModule(), { input: new PassThrough(), output: new PassThrough() });
    const app = { get: server.context['get'] } as Pick<INestApplicationContext, 'get'>;
    const dataSource = app.get(DataSource);
    onTestFinished(async () => {
      server.close();
      await vi.waitUntil(() => !dataSource.isInitialized, { timeout: 10_000 });
    });

    await startsAndLooksUp(app, 'alan');
  });

  it('works in a microservice, whose messages reach it', async () => {
    const transport = await tcp();
    const app = await NestFactory.createMicroservice(hostModule(), {
      ...transport,
      logger: false,
      abortOnError: false,
    });
    onTestFinished(() => app.close());
    await app.listen();

    await startsAndLooksUp(app, 'grace');
    expect(await standingBy(transport, 'grace')).toBe('PENDING');
  });

  it('works in a hybrid application, by HTTP and by messages', async () => {
    const transport = await tcp();
    const app = await NestFactory.create(hostModule(), { logger: false, abortOnError: false });
    onTestFinished(() => app.close());
    app.connectMicroservice(transport, { inheritAppConfig: true });
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');

    const started = await fetch(`${await app.getUrl()}/idenfy/verifications`, {
      method: 'POST',
      headers: { 'x-caller': 'linus', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(started.status).toBe(201);
    expect(await standingBy(transport, 'linus')).toBe('PENDING');
  });
});

async function tcp() {
  return { transport: Transport.TCP, options: { host: '127.0.0.1', port: await freePort() } } as const;
}

async function standingBy(transport: Awaited<ReturnType<typeof tcp>>, clientId: string): Promise<unknown> {
  const client = ClientProxyFactory.create(transport);
  try {
    return await firstValueFrom(client.send('standing', clientId));
  } finally {
    await client.close();
  }
}
