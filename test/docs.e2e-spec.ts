import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { ATTENTIONS, ERROR_CATALOGUE } from 'nestjs-idenfy';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { Registry } from 'prom-client';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment } from '../src/config/environment.js';
import { KycApp } from './support/kyc-app.js';

const page = (name: string) => readFile(new URL(`../docs/${name}`, import.meta.url), 'utf8');

/** Of these words, the ones that the page does not name. */
async function missingFrom(name: string, words: readonly string[]): Promise<string[]> {
  const text = await page(name);
  return words.filter((word) => !new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text));
}

/** The options that a host may set: properties of classes and interfaces in the files of options and of the client. */
async function declaredOptions(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  const texts = await Promise.all(
    files
      .filter((file) => /(\.options|client\/accounts|database\/postgres-rate-budget)\.ts$/.test(file))
      .map((file) => readFile(join(folder, file), 'utf8')),
  );
  const names = texts.flatMap((text) =>
    ts.createSourceFile('options.ts', text, ts.ScriptTarget.Latest).statements.flatMap(optionsOf),
  );
  return [...new Set(names)];
}

function optionsOf(statement: ts.Statement): string[] {
  if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
  if (!/(Options|Clocks|Extras)$/.test(statement.name?.text ?? '')) return [];
  const members: readonly (ts.ClassElement | ts.TypeElement)[] = statement.members;
  return members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

describe('the guides', () => {
  let kyc: KycApp;
  let openApi: OpenAPIObject;
  const registry = new Registry();

  beforeAll(async () => {
    kyc = await KycApp.start({
      extras: { isGlobal: true },
      host: { imports: [IdenfyMetricsModule.forRoot({ registry })] },
    });
    openApi = SwaggerModule.createDocument(kyc.app, new DocumentBuilder().build());
  });
  afterAll(() => kyc.close());

  it('name every route', async () => {
    const pages = ['rest.md', 'rest-people.md', 'rest-images.md', 'rest-officers.md', 'rest-operators.md'];
    const text = (await Promise.all(pages.map(page))).join('\n');
    const ours = Object.entries(openApi.paths).filter(([path]) => path.startsWith('/idenfy/'));
    const routes = ours.flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      })),
    );

    const missing = routes.filter(({ method, path }) => {
      const short = path.replace('/idenfy/verifications', '…');
      return !text.includes(`\`${method} ${path}\``) && !text.includes(`\`${method} ${short}\``);
    });

    expect(routes.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });

  it('name every field of a start', async () => {
    const schema = openApi.components?.schemas?.['IdenfyStartVerificationDto'] ?? {};
    const fields = Object.keys('properties' in schema ? (schema.properties ?? {}) : {});

    expect(fields.length).toBeGreaterThan(60);
    expect(
      await missingFrom(
        'coverage.md',
        fields.filter((field) => !['account', 'force', 'level'].includes(field)),
      ),
    ).toEqual([]);
  });

  it('name every option', async () => {
    const names = await declaredOptions('libs/idenfy/src');

    expect(names.length).toBeGreaterThan(50);
    expect(await missingFrom('configuration.md', names)).toEqual([]);
  });

  it('name every variable of the reference service', async () => {
    const variables = getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', false, false)
      .map(({ propertyName }) => propertyName);

    expect(variables.length).toBeGreaterThan(10);
    expect(await missingFrom('configuration.md', [...new Set(variables)])).toEqual([]);
  });

  it('name every reason for attention and every error identifier', async () => {
    expect(await missingFrom('merge-rule.md', ATTENTIONS)).toEqual([]);
    expect(await missingFrom('errors.md', Object.keys(ERROR_CATALOGUE))).toEqual([]);
  });

  it('name every metric', async () => {
    const names = registry.getMetricsAsArray().map(({ name }) => name);

    expect(names.length).toBeGreaterThan(15);
    expect(await missingFrom('monitoring.md', names)).toEqual([]);
  });
});
