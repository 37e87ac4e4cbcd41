import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../ormconfig.js';
import { BootError } from './boot/boot-error.js';
import { runOnce } from './boot/run.js';
import { loadEnvFileIfPresent } from './config/env-file.js';
import { readEnvironment } from './config/read-environment.js';
import { listMigrations, revertLastMigration, runPendingMigrations } from './database/migrations.js';
import { startDatabase } from './local/local-database.js';

const COMMANDS = { show: listMigrations, run: runPendingMigrations, revert: revertLastMigration } as const;

/** `show`, `run` or `revert`: on DATABASE_URL, or on the embedded database when there is none. */
await runOnce(async (opened) => {
  const name = process.argv[2] ?? '';
  if (!Object.hasOwn(COMMANDS, name)) throw new BootError('say what to do: show, run or revert');
  loadEnvFileIfPresent();
  const environment = readEnvironment(process.env);
  const local = environment.DATABASE_URL ? null : await startDatabase(environment);
  if (local) opened.add(() => local.stop());
  const url = environment.DATABASE_URL ?? local?.url;
  const place = url && !local ? hostAndName(url) : `local, in ${environment.DATA_DIR}`;
  process.stdout.write(`Database: ${place}\n`);
  const dataSource = await new DataSource(dataSourceOptions(url)).initialize();
  opened.add(() => dataSource.destroy());
  for (const line of await COMMANDS[name as keyof typeof COMMANDS](dataSource))
    process.stdout.write(`${line}\n`);
});

/** Never who logs in, and with what. */
function hostAndName(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
