import { cacheCompiledCode, loadAtOnce, loadPackage } from './boot/fast-load.js';

/** `npm start`: the service, with a local part for each variable that is not set. */
cacheCompiledCode();
loadPackage('class-validator');
loadAtOnce(new URL('boot/start-locally.js', import.meta.url));
const { startLocally } = await import('./boot/start-locally.js');
await startLocally();
