export { IdenfyConsoleModule } from './console.module.js';
export type { ConsoleOptions, ConsoleSignIn } from './console-options.js';
