import { cacheCompiledCode, loadPackage } from './boot/fast-load.js';

/** `npm start`: the service, with a local part for each variable that is not set. */
cacheCompiledCode();
loadPackage('class-validator');
const { startLocally } = await import('./boot/start-locally.js');
await startLocally();
