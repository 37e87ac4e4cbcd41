import { parseArgs } from 'node:util';
import { ConfigService } from '@nestjs/config';
import { BearerTokens } from './auth/bearer-tokens.js';
import { BootError } from './boot/boot-error.js';
import { runOnce } from './boot/run.js';
import { loadEnvFileIfPresent } from './config/env-file.js';
import { readEnvironment } from './config/read-environment.js';
import { generatedKeys } from './local/generated-keys.js';

/** Prints a bearer token for a person (`--client-id`) or an operator (`--staff`): who has the secret can be anybody. */
await runOnce(async () => {
  const { values } = parseArgs({ options: { 'client-id': { type: 'string' }, staff: { type: 'string' } } });
  const subject = values['client-id'] ?? values.staff;
  if (!subject)
    throw new BootError('say who: --client-id <name> for a person, or --staff <name> for an operator');
  loadEnvFileIfPresent();
  const { AUTH_JWT_SECRET, DATA_DIR } = readEnvironment(process.env);
  const secret = AUTH_JWT_SECRET ?? (await generatedKeys(DATA_DIR)).jwtSecret;
  const tokens = new BearerTokens(new ConfigService({ AUTH_JWT_SECRET: secret }));
  process.stdout.write(`${await tokens.issue({ subject, staff: values.staff !== undefined }, '12h')}\n`);
});
