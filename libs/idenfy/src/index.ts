export { IdenfyModule } from './idenfy.module.js';
export type { IdenfyAccountOptions, IdenfyExtras, IdenfyOptions } from './idenfy.options.js';
