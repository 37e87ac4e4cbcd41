import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyAccess, type IdenfyCaller, IdenfyModule } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { contender } from '../harness/contender.js';
import type { Target } from './target.js';

@Injectable()
class EverybodyIsStaff extends IdenfyAccess {
  identify(): IdenfyCaller {
    return { staff: true, id: 'bench' };
  }
}

type Input = Target & { adapter: 'express' | 'fastify'; databaseUrl: string };

/** `IdenfyModule` with everything it does: access, the transactions before and after, every check. */
await contender<Input>(async ({ sinkPort, adapter, databaseUrl }) => {
  const sinkUrl = `http://127.0.0.1:${sinkPort}`;

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
      }),
      IdenfyModule.forRoot({
        access: EverybodyIsStaff,
        apiKey: 'key',
        apiSecret: 'secret',
        baseUrl: sinkUrl,
        uiUrl: sinkUrl,
        webhooks: { signingKeys: ['a-signing-key-of-this-bench'] },
      }),
    ],
  })
  class LibraryModule {}

  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(LibraryModule, http, { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
