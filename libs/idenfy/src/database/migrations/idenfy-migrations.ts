import { IdenfyInit1763600000000 } from './1763600000000-idenfy-init.js';

/**
 * Every migration of this library, oldest first: spread it into `migrations` of your DataSource. Within a major version
 * migrations only add, so that the previous version runs beside the new one.
 */
export const idenfyMigrations = [IdenfyInit1763600000000];
