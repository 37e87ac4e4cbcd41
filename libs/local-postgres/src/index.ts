export { startPostgres, type PostgresOptions, type RunningPostgres } from './start-postgres.js';
export {
  DataDirectoryForeignError,
  DataDirectoryInUseError,
  DataDirectoryVersionError,
  LocalPostgresError,
} from './errors.js';
export { freePort } from './server.js';
export { makeFolder } from './make-folder.js';
