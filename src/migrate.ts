import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../ormconfig.js';
import { BootError } from './boot/boot-error.js';
import { listMigrations, revertLastMigration, runPendingMigrations } from './boot/database.js';
import { runOnce } from './boot/run.js';
import type { Environment } from './config/environment.js';
import { loadEnvFileIfPresent, readEnvironment } from './config/read-environment.js';

const COMMANDS = { show: listMigrations, run: runPendingMigrations, revert: revertLastMigration } as const;

/** `show`, `run` or `revert` migrations in DATABASE_URL, or in the embedded database when it is not set. */
await runOnce(async (opened) => {
  const name = process.argv[2] ?? '';
  if (!Object.hasOwn(COMMANDS, name)) throw new BootError('give a command: show, run or revert');
  loadEnvFileIfPresent();
  const environment = readEnvironment(process.env);
  const local = environment.DATABASE_URL ? null : await startLocalDatabase(environment);
  if (local) opened.add(() => local.stop());
  const url = environment.DATABASE_URL ?? local?.url;
  const address = url && !local ? hostAndName(url) : `local, in ${environment.DATA_DIR}`;
  process.stdout.write(`Database: ${address}\n`);
  const dataSource = await new DataSource(dataSourceOptions(url)).initialize();
  opened.add(() => dataSource.destroy());
  for (const line of await COMMANDS[name as keyof typeof COMMANDS](dataSource))
    process.stdout.write(`${line}\n`);
});

/** Leaves out the user and the password. */
function hostAndName(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Loads the local parts only here, because deployments are installed without them. */
async function startLocalDatabase(environment: Environment) {
  if (environment.NODE_ENV === 'production')
    throw new BootError('NODE_ENV=production refuses the embedded database: set DATABASE_URL');
  const { startDatabase } = await import('./boot/local-parts.js');
  return startDatabase(environment);
}
