import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest, IdenfyModule } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { contender } from '../harness/contender.js';
import type { Place } from './place.js';

@Injectable()
class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const clientId = headers['x-caller'];
    return typeof clientId === 'string' ? { clientId } : null;
  }
}

await contender<Place & { adapter: 'express' | 'fastify' }>(
  async ({ databaseUrl, simulatorUrl, adapter }) => {
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
          access: HeaderAccess,
          apiKey: 'simulator-key',
          apiSecret: 'simulator-secret',
          baseUrl: simulatorUrl,
          uiUrl: simulatorUrl,
          webhooks: { signingKeys: ['a-signing-key-of-this-bench'] },
          http: { requestsPerHour: 1_000_000_000 },
        }),
      ],
    })
    class OursModule {}

    const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(OursModule, http, { logger: ['error', 'warn'] });
    await app.listen(0, '127.0.0.1');
    return Number(new URL(await app.getUrl()).port);
  },
);
