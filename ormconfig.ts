import 'reflect-metadata';
import { idenfyEntities } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CreateAccount1795190400000 } from './migrations/1795190400000-create-account.js';
import { Account } from './src/onboarding/account.entity.js';

/** How everybody opens the database: the service, the command line and the tests. */
export function dataSourceOptions(url: string | undefined): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    // pgcrypto's gen_random_uuid() is built in since PostgreSQL 13: no extension has to be installed.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    entities: [...idenfyEntities, Account],
    migrations: [...idenfyMigrations, CreateAccount1795190400000],
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'nestjs-idenfy reference service',
    // a request that gets no connection in this time is answered 503
    connectTimeoutMS: 10_000,
  };
}

/** For the TypeORM command line; it reads `DATABASE_URL`. */
export default new DataSource(dataSourceOptions(process.env['DATABASE_URL']));
