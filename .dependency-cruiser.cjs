/** The street of docs/decisions: a folder of the library imports only folders that stand before it. */
const { folders, nobodyImports } = require('./scripts/street.json');

const library = '^libs/idenfy/src/';
const spec = '\\.(e2e-)?spec\\.ts$';
const doors = '(index|client|migrations|health|metrics|simulator|testing)\\.ts$';
const users = '^(src|test|bench|migrations|ormconfig\\.ts)';
const anyOf = (names) => `(${names.join('|')})`;

const street = folders.map((folder, place) => ({
  name: `street-${folder}`,
  comment: `${folder}/ imports only what stands before it on the street, and no file that wires the library together.`,
  severity: 'error',
  from: { path: `${library}${folder}/`, pathNot: spec },
  to: {
    path: `${library}(${[...folders.slice(place + 1).map((later) => `${later}/`), '[^/]+\\.ts$'].join('|')})`,
  },
}));

/** A door must work where these are not installed. */
const closedTo = (door, packages) => ({
  name: `peers-of-${door}`,
  comment: `nestjs-idenfy/${door} may be opened without ${packages.join(', ')}.`,
  severity: 'error',
  from: { path: `${library}${door}\\.ts$` },
  to: { path: `node_modules/${anyOf(packages)}(/|$)`, reachable: true },
});

const database = ['typeorm', '@types/pg', 'pg', '@nestjs/typeorm'];
const rest = ['@nestjs/swagger', 'class-validator', 'class-transformer', '@fastify/busboy'];
const watching = ['@nestjs/terminus', 'prom-client'];
const frameworks = ['@nestjs', 'axios', 'rxjs', 'cockatiel'];

module.exports = {
  forbidden: [
    ...street,
    {
      name: 'nobody-imports-these',
      comment: 'What stands after the street is for users of the library, never for the library.',
      severity: 'error',
      from: { path: `${library}${anyOf(folders)}/`, pathNot: spec },
      to: { path: `${library}${anyOf(nobodyImports)}(/|\\.ts$)` },
    },
    {
      name: 'simulator-knows-only-the-contract',
      comment: 'The simulator must be an opinion of its own about iDenfy, not an echo of our client.',
      severity: 'error',
      from: { path: `${library}simulator/`, pathNot: spec },
      to: { path: library, pathNot: `${library}(contract|simulator)/` },
    },
    {
      name: 'operations-never-meet',
      comment: 'An operation that needs another one is a step of verification/.',
      severity: 'error',
      from: { path: `${library}operations/`, pathNot: `${spec}|\\.providers\\.ts$` },
      to: { path: `${library}operations/.+\\.service\\.ts$` },
    },
    {
      name: 'only-doors',
      comment: 'The service, the tests and the benches use the library as any user does.',
      severity: 'error',
      from: { path: users },
      to: { path: library, pathNot: `${library}${doors}` },
    },
    {
      name: 'library-knows-no-app',
      comment: 'A spec beside its file may use test/support.',
      severity: 'error',
      from: { path: library, pathNot: spec },
      to: { path: users },
    },
    {
      name: 'no-cycles',
      comment: 'Type-only imports count: a cycle of types is still two files that cannot be read alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: { path: `${library}|^src/`, pathNot: spec },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    closedTo('client', [...database, ...rest, ...watching]),
    closedTo('simulator', [...database, ...rest, ...watching, ...frameworks]),
    closedTo('index', watching),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(libs/idenfy/)?dist/|^src/page/|simulator/page/.*\\.js$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
