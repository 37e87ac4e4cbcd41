import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyModule } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { Accounts } from './accounts.js';
import { KycAccess, LoginController } from './login.js';

const env = (name: string) => process.env[name] ?? '';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: env('DATABASE_URL'),
      autoLoadEntities: true,
      migrations: [...idenfyMigrations],
      migrationsRun: true,
    }),
    IdenfyModule.forRoot({
      access: KycAccess,
      csrf: true,
      apiKey: env('IDENFY_API_KEY'),
      apiSecret: env('IDENFY_API_SECRET'),
      baseUrl: process.env['IDENFY_BASE_URL'], // unset: iDenfy itself
      uiUrl: process.env['IDENFY_UI_URL'],
      webhooks: { signingKeys: [env('IDENFY_WEBHOOK_SIGNING_KEY')] },
    }),
  ],
  controllers: [LoginController, Accounts],
})
export class AppModule {}
