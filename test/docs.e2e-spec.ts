import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { ATTENTIONS, ERROR_CATALOGUE } from 'nestjs-idenfy';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment } from '../src/config/environment.js';
import { KycApp } from './support/kyc-app.js';

const page = (name: string) => readFile(new URL(`../docs/${name}`, import.meta.url), 'utf8');

/** Of these words, the ones that the page does not name. */
async function missingFrom(name: string, words: readonly string[]): Promise<string[]> {
  const text = await page(name);
  return words.filter((word) => !new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text));
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

  it('name every route there is', async () => {
    const text = await page('rest.md');
    const ours = Object.entries(openApi.paths).filter(([path]) => path.startsWith('/idenfy/'));
    const routes = ours.flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      })),
    );

    const missing = routes.filter(({ method, path }) => {
      const short = path.replace('/idenfy/verifications', '…');
      return (
        !text.includes(`\`${method} ${path}`) && !text.includes(`${short}\``) && !text.includes(`\`${path}\``)
      );
    });

    expect(routes.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });

  it('name every field that a start may have', async () => {
    const schema = openApi.components?.schemas?.['StartVerificationDto'] ?? {};
    const fields = Object.keys('properties' in schema ? (schema.properties ?? {}) : {});

    expect(fields.length).toBeGreaterThan(60);
    expect(
      await missingFrom(
        'coverage.md',
        fields.filter((field) => !['account', 'force'].includes(field)),
      ),
    ).toEqual([]);
  });

  it('name every option there is', async () => {
    const library = 'libs/idenfy/src';
    const files = (await readdir(library, { recursive: true })).filter((file) =>
      file.endsWith('.options.ts'),
    );
    const options = await Promise.all(
      files
        .filter((file) => !/^(simulator|observability)/.test(file))
        .map(async (file) => [...(await readFile(join(library, file), 'utf8')).matchAll(/^ {2}(\w+)\?: /gm)]),
    );
    const names = [...new Set(options.flat().map(([, name = '']) => name))];

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

  it('name every reason for attention, and every identifier of an error', async () => {
    expect(await missingFrom('webhooks.md', ATTENTIONS)).toEqual([]);
    expect(await missingFrom('errors.md', Object.keys(ERROR_CATALOGUE))).toEqual([]);
  });

  it('name every metric', async () => {
    const names = registry.getMetricsAsArray().map(({ name }) => name);

    expect(names.length).toBeGreaterThan(15);
    expect(await missingFrom('watching.md', names)).toEqual([]);
  });
});
