import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyConsoleModule } from '@nestjs-idenfy/console';
import { dataSourceOptions } from '../ormconfig.js';
import { DemoLoginModule } from './auth/demo-login.module.js';
import { openDatabase } from './boot/database.js';
import type { CompleteEnvironment } from './config/read-environment.js';
import { hasDemoLogin, isServed, type ServiceMode, type Settings } from './config/service-mode.js';
import { SampleCasesModule } from './demo/sample-cases.module.js';
import { HealthModule } from './health.module.js';
import { MetricsModule } from './metrics.module.js';
import { OnboardingModule } from './onboarding/onboarding.module.js';

@Module({})
export class AppModule {
  static for(environment: CompleteEnvironment, mode: ServiceMode): DynamicModule {
    const database = dataSourceOptions(environment.DATABASE_URL);
    return {
      module: AppModule,
      imports: [
        configModule(environment, mode),
        TypeOrmModule.forRootAsync({
          // An unreachable database is reported at once, not after half a minute of retries.
          useFactory: () => ({ ...database, toRetry: () => false }),
          dataSourceFactory: () => openDatabase(database, mode.pendingMigrations),
        }),
        OnboardingModule,
        consoleModule(environment, mode),
        HealthModule,
        ...(hasDemoLogin(environment, mode) ? [DemoLoginModule, SampleCasesModule] : []),
        ...(isServed('SERVE_METRICS', environment) ? [MetricsModule.forRoot()] : []),
      ],
    };
  }
}

/** The console of the officers. With the demo login, a cookie signs them in; otherwise they hand over a bearer token. */
function consoleModule(environment: CompleteEnvironment, mode: ServiceMode): DynamicModule {
  const isDemo = hasDemoLogin(environment, mode);
  return IdenfyConsoleModule.forRoot({
    path: 'console',
    title: 'KYC onboarding',
    signIn: { url: '/officer.html', bearer: !isDemo },
    ...(isDemo && { sampleCases: '/demo/cases' }),
  });
}

/**
 * `ConfigService` over the settings. It never writes them back to `process.env`, because child processes must
 * not inherit generated keys.
 */
function configModule(environment: CompleteEnvironment, mode: ServiceMode): Promise<DynamicModule> {
  return ConfigModule.forRoot({
    isGlobal: true,
    ignoreEnvFile: true,
    ignoreEnvVars: true,
    skipProcessEnv: true,
    load: [() => ({ ...environment, isDemo: hasDemoLogin(environment, mode) }) satisfies Settings],
  });
}
