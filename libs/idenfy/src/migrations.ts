export { idenfyMigrations } from './database/migrations/idenfy-migrations.js';
