import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';

export type Adapter = 'express' | 'fastify';

/** The database, configured as any host of the library does. */
export function libraryDatabase(url: string, { poolSize }: { poolSize?: number } = {}): DynamicModule {
  return TypeOrmModule.forRoot({
    type: 'postgres',
    url,
    autoLoadEntities: true,
    migrations: idenfyMigrations,
    migrationsRun: true,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    ...(poolSize !== undefined && { poolSize }),
  });
}

/** Serves a host on a free port and resolves to the port. */
export async function serve(host: Type, adapter: Adapter): Promise<number> {
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(host, http, { logger: ['error', 'warn'] });
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
}
