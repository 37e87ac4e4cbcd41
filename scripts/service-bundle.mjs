// Writes what serves, `start` and `main`, with all code of this repository in a few files. Node.js finds, reads and links each
// file and its source map for itself, which took half of the time for the library's 400. Packages from the registry stay
// outside: they load parts of themselves and of each other by name, and would be there twice.
import { cp } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { BUNDLE_OF_TSC, reduceMaps } from './bundles.mjs';

const dir = 'dist/service';
const ours = /^(?:[./\\\0]|[A-Z]:|nestjs-idenfy|@nestjs-idenfy\/)/;

const bundle = await rolldown({
  ...BUNDLE_OF_TSC,
  input: { start: 'dist/src/start.js', main: 'dist/src/main.js' },
  external: (id) => !ours.test(id),
  platform: 'node',
});
await bundle.write({
  dir,
  format: 'esm',
  keepNames: true, // names of classes reach logs, tables and OpenAPI
  comments: false,
  sourcemap: true,
  sourcemapExcludeSources: true,
  cleanDir: true,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[name].js',
});
await bundle.close();
await reduceMaps(dir);
await cp('dist/src/page/public', `${dir}/public`, { recursive: true }); // beside the code that serves it
