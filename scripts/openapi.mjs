// Writes openapi.json and, from it, the types of libs/browser; `--check` compares both instead, and lints the document.
// Needs the build: `npm run openapi` makes it.
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { TypeOrmModule } from '@nestjs/typeorm';
import { completeIdenfyDocument, IdenfyAccess, IdenfyModule } from 'nestjs-idenfy';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import ts from 'typescript';

const DOCUMENT = 'openapi.json';
const TYPES = 'libs/browser/src/rest-api.ts';
const LINTER = '@redocly/cli@2.77.0';

/** The document of a host that imports nothing but the module. Nothing is instantiated, so it needs no database. */
async function documentOfRoutes() {
  class Access extends IdenfyAccess {
    identify() {
      return null;
    }
  }
  class Host {}
  Module({
    imports: [
      TypeOrmModule.forRoot({ type: 'postgres', autoLoadEntities: true }),
      IdenfyModule.forRoot({
        access: Access,
        apiKey: 'key',
        apiSecret: 'secret',
        routePrefix: '',
        webhooks: { signingKeys: ['a-signing-key-for-nothing'] },
      }),
    ],
  })(Host);
  const app = await NestFactory.create(Host, { preview: true, logger: false, abortOnError: false });
  const { version } = JSON.parse(await readFile('libs/idenfy/package.json', 'utf8'));
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('nestjs-idenfy')
    .setDescription('The REST routes of nestjs-idenfy, and the webhooks of iDenfy that it takes.')
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/idenfy', 'The prefix, unless the option routePrefix names another one.')
    .addBearerAuth()
    .build();
  return completeIdenfyDocument(SwaggerModule.createDocument(app, config));
}

/** The types of what a frontend calls: the webhooks are no part of them. */
async function typesOf({ webhooks: _, ...document }) {
  const { components, paths } = structuredClone(document);
  const schemas = Object.entries(components.schemas).filter(([name]) => !name.endsWith('Webhook'));
  const called = Object.entries(paths).filter(([path]) => !path.startsWith('/webhooks'));
  const nodes = await openapiTS(
    {
      ...document,
      paths: Object.fromEntries(called),
      components: { ...components, schemas: Object.fromEntries(schemas) },
    },
    {
      defaultNonNullable: false,
      transform: ({ format }) =>
        format === 'binary' ? ts.factory.createTypeReferenceNode('Blob') : undefined,
    },
  );
  const comment =
    '// Written by `npm run openapi` from the decorators of libs/idenfy/src/http. Do not change it by hand.\n\n';
  return comment + astToString(nodes);
}

async function formatted(path, text) {
  return prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path });
}

const document = await documentOfRoutes();
const files = {
  [DOCUMENT]: await formatted(DOCUMENT, JSON.stringify(document)),
  [TYPES]: await formatted(TYPES, await typesOf(document)),
};
if (process.argv.includes('--check')) {
  for (const [path, text] of Object.entries(files)) {
    if ((await readFile(path, 'utf8')) === text) continue;
    console.error(`${path} is not what the code describes: run npm run openapi`);
    process.exitCode = 1;
  }
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const lint = promisify(execFile)('npx', ['--yes', LINTER, 'lint', DOCUMENT, '--format=stylish'], { env });
  const { stdout } = await lint.catch((error) => {
    process.exitCode = 1;
    return error;
  });
  console.log(stdout.trim());
} else {
  for (const [path, text] of Object.entries(files)) await writeFile(path, text);
}
