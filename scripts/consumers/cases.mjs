// The kinds of projects. `prepare` changes the scaffold into that kind after the packages are installed.
const fastifyMain = `import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule, new FastifyAdapter());
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`;

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
  },
  module: { type: 'commonjs' },
};

// The application and this library in one file; the peers stay outside.
const webpackConfig = `const bundled = /^([./]|@?nestjs-idenfy)/;
module.exports = (options) => ({
  ...options,
  externals: [({ request }, done) => (bundled.test(request) ? done() : done(null, 'commonjs ' + request))],
});
`;

const tsc = (settings) => `npx tsc -p tsconfig.json --noEmit --incremental false ${settings}`;

export const CASES = [
  {
    name: 'nest-11',
    title: 'Nest 11 scaffold: CommonJS, Express, Jest',
    nest: 11,
    always: true,
    check: [
      tsc('--module node16 --moduleResolution node16'),
      tsc('--module commonjs --moduleResolution node10 --resolvePackageJsonExports false'),
      tsc('--module esnext --moduleResolution bundler'),
    ],
  },
  {
    name: 'nest-12',
    title: 'Nest 12 scaffold: ES modules, Express, Vitest',
    nest: 12,
    always: true,
    check: [tsc('--exactOptionalPropertyTypes'), tsc('--module esnext --moduleResolution bundler')],
  },
  {
    name: 'nest-11-fastify-swc',
    title: 'Nest 11, Fastify, SWC (application and Jest)',
    nest: 11,
    async prepare(project) {
      await project.run('npm install @nestjs/platform-fastify@11');
      await project.run('npm install --save-dev @swc/cli @swc/core @swc/jest');
      await project.write('src/main.ts', fastifyMain);
      await project.write('.swcrc', JSON.stringify(swc));
      await project.editJson('nest-cli.json', ({ compilerOptions }) => (compilerOptions.builder = 'swc'));
      await project.editJson(
        'package.json',
        ({ jest }) => (jest.transform = { '^.+\\.(t|j)s$': '@swc/jest' }),
      );
    },
  },
  {
    name: 'nest-11-webpack',
    title: 'Nest 11, webpack, the library in the bundle',
    nest: 11,
    async prepare(project) {
      await project.write('webpack.config.js', webpackConfig);
      await project.editJson('nest-cli.json', ({ compilerOptions }) => (compilerOptions.webpack = true));
    },
  },
  { name: 'nest-11-pnpm', title: 'Nest 11, pnpm 10', nest: 11, pnpm: true },
  {
    name: 'client-nest-11',
    title: '`nestjs-idenfy/client` only, Nest 11, CommonJS script',
    nest: 11,
    client: 'cjs',
  },
  {
    name: 'client-nest-12',
    title: '`nestjs-idenfy/client` only, Nest 12, ES module script',
    nest: 12,
    client: 'mjs',
  },
  {
    name: 'nest-11-typeorm-1',
    title: 'Nest 11, TypeORM 1',
    nest: 11,
    prepare: (project) => project.run('npm install typeorm@1'),
  },
  {
    name: 'nest-12-typeorm-0.3',
    title: 'Nest 12, TypeORM 0.3',
    nest: 12,
    prepare: (project) => project.run('npm install typeorm@0.3'),
  },
];
