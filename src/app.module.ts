import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../ormconfig.js';
import type { CompleteEnvironment } from './config/complete-environment.js';
import { configModule } from './config/config.module.js';
import { hasDemoLogin, type ServiceMode } from './config/service-mode.js';
import { isServed } from './config/switches.js';
import { openDatabase } from './database/open-database.js';
import { DemoLoginModule } from './demo/demo-login.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OnboardingModule } from './onboarding/onboarding.module.js';

@Module({})
export class AppModule {
  static for(environment: CompleteEnvironment, mode: ServiceMode): DynamicModule {
    const database = dataSourceOptions(environment.DATABASE_URL);
    return {
      module: AppModule,
      imports: [
        configModule(environment),
        TypeOrmModule.forRootAsync({
          // An unreachable database is told at once, not after half a minute of trying.
          useFactory: () => ({ ...database, toRetry: () => false }),
          dataSourceFactory: () => openDatabase(database, mode.pendingMigrations),
        }),
        OnboardingModule,
        HealthModule,
        ...(hasDemoLogin(environment, mode) ? [DemoLoginModule] : []),
        ...(isServed('SERVE_METRICS', environment) ? [MetricsModule.forRoot()] : []),
      ],
    };
  }
}
