import * as module from 'node:module';

/**
 * Keeps what V8 makes of the code between two starts, where Node can (from 22.1 on): a fifth less time to load.
 * Only modules that are imported after this call gain from it.
 */
export function cacheCompiledCode(): void {
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') {
    module.enableCompileCache();
  }
}
