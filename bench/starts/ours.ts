import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest, IdenfyModule } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { serve } from '../harness/child.js';

@Injectable()
class HeaderAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const clientId = headers['x-caller'];
    return typeof clientId === 'string' ? { clientId } : null;
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
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
      baseUrl: process.env['IDENFY_URL'] ?? '',
      uiUrl: process.env['IDENFY_URL'] ?? '',
      webhooks: { signingKeys: ['a-signing-key-of-this-bench'] },
      http: { requestsPerHour: 1_000_000_000 },
    }),
  ],
})
class OursModule {}

const http = process.env['ADAPTER'] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
const app = await NestFactory.create(OursModule, http, { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
serve({ url: await app.getUrl() }, { stop: () => app.close() });
