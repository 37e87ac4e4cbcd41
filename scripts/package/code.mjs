// The published code: ES modules, and CommonJS for tools that cannot load ES modules. Both have few files: Node.js takes as long
// to find, read and link a file as most of ours take to run, and Jest loads each again for every test file. What pages use stays
// file by file, as tsc wrote it, so that a bundler leaves out what a page does not import. Names of classes reach logs,
// tables and OpenAPI, so they are kept.
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { BUNDLE_OF_TSC, reduceMaps } from '../bundles.mjs';

/**
 * @param lib folder of the workspace package, built by tsc
 * @param stage folder of the published package, as deep below `lib` as `src` is
 * @param entries names of files in `dist`; `esmOnly` of them have no CommonJS
 * @param isForPages whether pages load it, through a bundler
 */
export async function writeCode(lib, stage, { entries, esmOnly }, isForPages) {
  const commonJs = entries.filter((name) => !esmOnly.includes(name));
  await bundle(lib, entries, {
    dir: join(stage, 'dist'),
    format: 'esm',
    ...(isForPages
      ? { preserveModules: true, preserveModulesRoot: resolve(lib, 'dist') }
      : { keepNames: true, chunkFileNames: 'chunks/[name].js' }),
    sourcemap: true,
    sourcemapExcludeSources: true,
    sourcemapPathTransform: (source, map) => {
      const original = relative(lib, resolve(dirname(map), source));
      return relative(dirname(map), join(stage, original)).replaceAll('\\', '/');
    },
  });
  await reduceMaps(join(stage, 'dist'));
  await bundle(lib, commonJs, {
    dir: join(stage, 'dist/cjs'),
    format: 'cjs',
    dynamicImportInCjs: false,
    keepNames: true,
    minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  });
}

async function bundle(lib, entries, output) {
  const build = await rolldown({
    ...BUNDLE_OF_TSC,
    input: Object.fromEntries(entries.map((name) => [name, resolve(lib, 'dist', `${name}.js`)])),
    external: (id) => !/^[./\\\0]|^[A-Z]:/.test(id),
    platform: output.format === 'cjs' ? 'node' : 'neutral', // Node.js for CommonJS: import.meta.url is then made of __filename
    transform: { target: 'node20' },
  });
  await build.write({ chunkFileNames: '[name].js', ...output, comments: false });
  await build.close();
}
