import { parseArgs } from 'node:util';
import { ConfigService } from '@nestjs/config';
import { BearerTokens } from './auth/bearer-tokens.js';
import { BootError } from './boot/boot-error.js';
import { runOnce } from './boot/run.js';
import type { Environment } from './config/environment.js';
import { loadEnvFileIfPresent, readEnvironment } from './config/read-environment.js';

/** Prints a bearer token for a person (`--client-id`) or an operator (`--staff`), signed with the service's secret. */
await runOnce(async () => {
  const { values } = parseArgs({ options: { 'client-id': { type: 'string' }, staff: { type: 'string' } } });
  const subject = values['client-id'] ?? values.staff;
  if (!subject)
    throw new BootError('give a name: --client-id <name> for a person, or --staff <name> for an operator');
  loadEnvFileIfPresent();
  const environment = readEnvironment(process.env);
  const secret = environment.AUTH_JWT_SECRET ?? (await generatedSecret(environment));
  const tokens = new BearerTokens(new ConfigService({ AUTH_JWT_SECRET: secret }));
  process.stdout.write(`${await tokens.issue({ subject, staff: values.staff !== undefined }, '12h')}\n`);
});

/** Loads the local parts only here, because deployments are installed without them. */
async function generatedSecret({ NODE_ENV, DATA_DIR }: Environment): Promise<string> {
  if (NODE_ENV === 'production')
    throw new BootError('NODE_ENV=production refuses generated keys: set AUTH_JWT_SECRET');
  const { generatedKeys } = await import('./boot/local-parts.js');
  return (await generatedKeys(DATA_DIR)).jwtSecret;
}
