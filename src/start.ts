import { cacheCompiledCode } from './boot/compile-cache.js';
import { loadAtOnce } from './boot/load-at-once.js';

/** `npm start`: the service, with a local part for everything that is not given. */
cacheCompiledCode();
loadAtOnce(new URL('local/start-locally.js', import.meta.url));
const { startLocally } = await import('./local/start-locally.js');
await startLocally();
