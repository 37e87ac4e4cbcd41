export { idenfyMigrations } from './verification/migrations/idenfy-migrations.js';
