import 'reflect-metadata';
import { idenfyEntities } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CreateAccount1795190400000 } from './migrations/1795190400000-create-account.js';
import { Account } from './src/onboarding/account.entity.js';

/** How the service, the command line and the tests open the database. */
export function dataSourceOptions(url: string | undefined): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    // pgcrypto's gen_random_uuid() has been built in since PostgreSQL 13, so no extension is needed.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    entities: [...idenfyEntities, Account],
    migrations: [...idenfyMigrations, CreateAccount1795190400000],
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'nestjs-idenfy reference service',
    // a request that gets no connection within this time is answered with 503
    connectTimeoutMS: 10_000,
  };
}

/** For the TypeORM command line; it reads `DATABASE_URL`. */
export default new DataSource(dataSourceOptions(process.env['DATABASE_URL']));
