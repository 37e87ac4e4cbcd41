import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyAccess, IdenfyModule } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { contender } from '../harness/contender.js';
import { SIGNING_KEY } from './signed-request.js';

@Injectable()
class Nobody extends IdenfyAccess {
  identify(): null {
    return null;
  }
}

/** As any host imports it. Only taking in is measured, so another process would apply. */
await contender<{ databaseUrl: string; adapter: 'express' | 'fastify' }>(async ({ databaseUrl, adapter }) => {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: databaseUrl,
        autoLoadEntities: true,
        migrations: idenfyMigrations,
        migrationsRun: true,
        uuidExtension: 'pgcrypto',
        installExtensions: false,
        poolSize: 20,
      }),
      IdenfyModule.forRoot({
        access: Nobody,
        apiKey: 'key',
        apiSecret: 'secret',
        webhooks: { signingKeys: [SIGNING_KEY], worker: { enabled: false } },
      }),
    ],
  })
  class OursModule {}

  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(OursModule, http, { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
