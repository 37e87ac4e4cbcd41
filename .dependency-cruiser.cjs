/** The order of packages and of the layers inside `nestjs-idenfy`: imports point backwards only (docs/architecture.md). */
const library = '^libs/idenfy/src/';
const spec = '\\.(e2e-)?spec\\.ts$';
const anyOf = (names) => `(${names.join('|')})`;

/** Each line may import the lines before it; folders on one line do not import each other. */
const layers = [
  ['errors'],
  ['client'],
  ['operations'],
  ['database'],
  ['privacy'],
  ['audit'],
  ['outbox'],
  ['verifications'],
  ['handlers'],
  ['webhooks'],
  ['evidence'],
  ['reconciliation', 'erasure', 'rotation'],
  ['casework'],
  ['observability'],
  ['doctor'],
  ['http'],
];
const afterAllLayers = ['testing', 'cli'];
const wiring = '[^/]+\\.ts$';

const layerRules = layers.flatMap((names, position) =>
  names.map((name) => ({
    name: `layer-${name}`,
    comment: `${name}/ imports only layers before it, and no file that wires the library together.`,
    severity: 'error',
    from: { path: `${library}${name}/`, pathNot: spec },
    to: {
      path: `${library}${anyOf([
        ...names.filter((sibling) => sibling !== name).map((sibling) => `${sibling}/`),
        ...layers
          .slice(position + 1)
          .flat()
          .map((later) => `${later}/`),
        ...afterAllLayers.map((later) => `${later}/`),
        wiring,
      ])}`,
    },
  })),
);

/** Which package may import which; a package that is not named may be imported by none of ours. */
const packageRules = Object.entries({
  contract: [],
  simulator: ['contract'],
  idenfy: ['contract'],
  'local-postgres': [],
  browser: [],
  console: ['browser', 'contract'],
}).map(([name, allowed]) => ({
  name: `package-${name}`,
  comment: `libs/${name} imports ${allowed.length > 0 ? allowed.join(', ') : 'no other package of the workspace'}.`,
  severity: 'error',
  from: { path: `^libs/${name}/`, pathNot: `${spec}|${library}testing` },
  to: { path: '^libs/', pathNot: `^libs/${anyOf([name, ...allowed])}/` },
}));

/** An entry point works where these packages are not installed. */
const worksWithout = (entryPoint, packages) => ({
  name: `peers-of-${entryPoint}`,
  comment: `nestjs-idenfy/${entryPoint} loads without ${packages.join(', ')}.`,
  severity: 'error',
  from: { path: `${library}${entryPoint}\\.ts$` },
  to: { path: `node_modules/${anyOf(packages)}(/|$)`, reachable: true },
});

const database = ['typeorm', '@types/pg', 'pg', '@nestjs/typeorm'];
const rest = ['@nestjs/swagger', 'class-validator', 'class-transformer', '@fastify/busboy'];
const monitoring = ['@nestjs/terminus', 'prom-client'];

module.exports = {
  forbidden: [
    ...layerRules,
    ...packageRules,
    {
      name: 'operations-never-meet',
      comment: 'An operation that needs another one is a step of verifications/.',
      severity: 'error',
      from: { path: `${library}operations/`, pathNot: `${spec}|\\.providers\\.ts$` },
      to: { path: `${library}operations/.+\\.service\\.ts$` },
    },
    {
      name: 'entry-points-only',
      comment: 'The service, the tests and the benches use each package as any user does.',
      severity: 'error',
      from: { path: '^(src|test|bench|examples|migrations|ormconfig\\.ts)' },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot: '^libs/[^/]+/src/(index|client|migrations|health|metrics|testing|cli)\\.ts$',
      },
    },
    {
      name: 'libraries-know-no-application',
      comment: 'A spec beside its file may use test/support.',
      severity: 'error',
      from: { path: '^libs/', pathNot: spec },
      to: { path: '^(src|test|bench|migrations|ormconfig\\.ts)' },
    },
    {
      name: 'no-cycles',
      comment: 'Type-only imports count: files in a cycle of types cannot be read one by one either.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Vite makes what is named virtual:…',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      comment: 'A package may be a dependency of the library, and of the tests as well.',
      severity: 'error',
      from: { path: '^(libs/[^/]+/src|src)/', pathNot: `${spec}|^libs/browser/src/react/` },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'npm'],
      },
    },
    {
      name: 'contract-runs-in-browsers',
      comment: 'The contract depends on no package and no API of Node.js.',
      severity: 'error',
      from: { path: '^libs/contract/src/', pathNot: spec },
      to: { pathNot: '^libs/contract/src/' },
    },
    {
      name: 'browser-runs-in-browsers',
      comment: 'Client and element depend on openapi-fetch, and on no API of Node.js.',
      severity: 'error',
      from: { path: '^libs/browser/src/', pathNot: `${spec}|^libs/browser/src/react/` },
      to: { pathNot: '^libs/browser/src/|^node_modules/openapi-fetch/' },
    },
    {
      name: 'react-only-for-react',
      comment: 'The hook and the component depend on React besides; nothing else imports them.',
      severity: 'error',
      from: { path: '^libs/browser/src/react/' },
      to: { pathNot: '^libs/browser/src/|^node_modules/(@types/)?react/' },
    },
    worksWithout('client', [...database, ...rest, ...monitoring]),
    worksWithout('index', monitoring),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(libs/(contract|simulator|idenfy|local-postgres|browser|console)/)?dist/|^examples/.*/dist/|^examples/next-app-router/|^src/page/public/|simulator/src/page/.*\\.js$',
    },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['nestjs-idenfy:source', 'import', 'types', 'node', 'default'],
    },
  },
};
