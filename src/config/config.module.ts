import type { DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import type { CompleteEnvironment } from './complete-environment.js';

/**
 * `ConfigService` over variables that are already checked. It never writes them back to `process.env`:
 * generated keys must not be inherited by child processes.
 */
export function configModule(environment: CompleteEnvironment): Promise<DynamicModule> {
  return ConfigModule.forRoot({
    isGlobal: true,
    ignoreEnvFile: true,
    ignoreEnvVars: true,
    skipProcessEnv: true,
    load: [() => ({ ...environment })],
  });
}
