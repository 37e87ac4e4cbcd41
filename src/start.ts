import { cacheCompiledCode } from './boot/compile-cache.js';

/** `npm start`: the service, with a local part for everything that is not given. */
cacheCompiledCode();
const { startLocally } = await import('./local/start-locally.js');
await startLocally();
