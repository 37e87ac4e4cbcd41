// The published package.json: how Node.js, bundlers, Jest and every setting of TypeScript find the entry points.

/** Entry points as names of files in `dist`. Those that are only for Node.js itself have no CommonJS. */
export function entriesOf({ exports, bin }) {
  const entries = Object.values(exports)
    .filter((target) => typeof target === 'object')
    .map(({ default: file }) => /^\.\/dist\/(.+)\.js$/.exec(file)[1]);
  // The commands read package.json beside their own file, which CommonJS cannot locate the same way.
  return { entries: [...new Set([...entries, ...(bin ? ['cli'] : [])])], esmOnly: bin ? ['cli'] : [] };
}

/** Settings of the workspace, and what only the build needs, stay here. */
export function publishedManifest(
  { publishConfig: _ours, scripts: _build, devDependencies: _built, ...manifest },
  { esmOnly },
) {
  const exported = Object.fromEntries(
    Object.entries(manifest.exports).map(([path, target]) => [path, conditions(target, esmOnly)]),
  );
  const subpaths = Object.keys(exported).filter(
    (path) => path !== '.' && typeof manifest.exports[path] === 'object',
  );
  const typesVersions = Object.fromEntries(
    subpaths.map((path) => [path.slice(2), [manifest.exports[path].types]]),
  );
  return {
    ...manifest,
    main: './dist/cjs/index.js',
    types: './dist/index.d.ts',
    files: undefined,
    exports: exported,
    ...(subpaths.length > 0 && { typesVersions: { '*': typesVersions } }), // for moduleResolution node10
  };
}

// Every supported Node.js knows `module-sync` and takes the same file for `import` and for `require`, so that a process has
// one copy of each class. What does not know it, as Jest, takes CommonJS for `require`.
function conditions(target, esmOnly) {
  if (typeof target === 'string') return target;
  const { types, default: file } = target;
  const esm = { types, default: file };
  if (esmOnly.some((name) => file === `./dist/${name}.js`)) return esm;
  const require = { types: toCommonJs(types), default: toCommonJs(file) };
  return { 'module-sync': esm, require, default: esm };
}

const toCommonJs = (file) => file.replace('./dist/', './dist/cjs/');
