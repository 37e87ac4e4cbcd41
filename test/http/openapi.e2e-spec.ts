import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { readFile } from 'node:fs/promises';
import { completeIdenfyDocument } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Methods = Record<string, Operation>;

const ERROR = { $ref: '#/components/schemas/IdenfyErrorView' };

describe('the OpenAPI document', () => {
  let kyc: KycApp;
  let document: OpenAPIObject;
  const operations = ({ paths } = document) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Methods).map(([method, operation]) => ({
        route: `${method} ${path}`,
        path,
        operation,
      })),
    );
  const operation = (route: string) => operations().find((one) => one.route === route)?.operation;

  beforeAll(async () => {
    kyc = await KycApp.start();
    document = SwaggerModule.createDocument(kyc.app, new DocumentBuilder().addBearerAuth().build());
  });
  afterAll(() => kyc.close());

  it('describes for every route its purpose, its callers and its errors', () => {
    for (const { route, path, operation: one } of operations()) {
      const refusals = Object.entries(one.responses).filter(([status]) => Number(status) >= 400);

      expect(one.summary, route).toBeTruthy();
      expect(one.security, route).toEqual(path.includes('/webhooks') ? [] : [{ bearer: [] }]);
      expect(
        refusals.map(([status]) => status),
        route,
      ).toContain('401');
      for (const [status, refusal] of refusals) {
        expect(refusal, `${route} ${status}`).toMatchObject({
          content: { 'application/json': { schema: ERROR } },
        });
      }
    }
  });

  it('gives every answer of JSON a schema and an example', () => {
    for (const { route, operation: one } of operations(completeIdenfyDocument(document))) {
      for (const [status, answer] of Object.entries(one.responses)) {
        const { content } = answer as { content?: Record<string, object> };
        if (content === undefined) expect(route).toContain('/webhooks');
        for (const [type, described] of Object.entries(content ?? {})) {
          if (/json|event-stream/.test(type)) {
            expect(described, `${route} ${status}`).toMatchObject({
              schema: {},
              example: expect.anything() as unknown,
            });
          }
        }
      }
    }
  });

  it('has no default in a request, because generated clients would require the field', () => {
    const { paths, components } = document;
    const requests = Object.entries(components?.schemas ?? {}).filter(([name]) => name.endsWith('Dto'));
    const parameters = Object.values(paths).map((methods) =>
      Object.values(methods as Methods).map((one) => one.parameters),
    );

    expect(JSON.stringify([requests, parameters])).not.toContain('"default":');
  });

  it('has a type wherever null is a value, as OpenAPI 3.0 demands', () => {
    const untyped: string[] = [];
    JSON.stringify(document, function (this: Record<string, unknown>, key, value: unknown) {
      if (key === 'nullable' && value === true && typeof this['type'] !== 'string') {
        untyped.push(JSON.stringify(this));
      }
      return value;
    });

    expect(untyped).toEqual([]);
  });

  it('is openapi.json, which `npm run openapi` writes', async () => {
    const { paths, components } = JSON.parse(await readFile('openapi.json', 'utf8')) as OpenAPIObject;
    const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').addBearerAuth().build();
    const now = JSON.parse(
      JSON.stringify(completeIdenfyDocument(SwaggerModule.createDocument(kyc.app, config))),
    ) as OpenAPIObject;

    expect(
      Object.entries(now.paths).map(([path, methods]) => [path.replace('/idenfy', ''), methods]),
    ).toEqual(Object.entries(paths));
    expect(now.components).toEqual(components);
  });

  it('lists the events of iDenfy in 3.1, where there is a place for them', () => {
    const completed = completeIdenfyDocument({ ...document, openapi: '3.1.0' });

    expect(Object.keys(completed.webhooks ?? {})).toContain('IDENTIFICATION_MANUAL_FINISHED');
    expect(completed.components?.schemas).toHaveProperty('IdenfyIdentificationWebhook');
    expect(completeIdenfyDocument(document)).not.toHaveProperty('webhooks');
  });

  it('names the security scheme of the host', async () => {
    const other = await KycApp.start({ beside: kyc, extras: { securityScheme: 'session' } });
    onTestFinished(() => other.app.close());

    const described = SwaggerModule.createDocument(other.app, new DocumentBuilder().build());

    expect(operations(described).map(({ operation: one }) => one.security)).toContainEqual([{ session: [] }]);
    expect(JSON.stringify(described)).not.toContain('"bearer":[]');
  });

  it('has names of its own, so that it replaces nothing of the host', () => {
    const ids = operations().map(({ operation: one }) => one.operationId);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^idenfy[A-Z]/.test(id ?? ''))).toEqual([]);
    expect(
      Object.keys(document.components?.schemas ?? {}).filter((name) => !/^Idenfy[A-Z]/.test(name)),
    ).toEqual([]);
  });

  it('declares every path parameter, and none twice', () => {
    for (const { route, path, operation: one } of operations()) {
      const names = (one.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : ''));

      expect(new Set(names).size, route).toBe(names.length);
      expect(names, route).toEqual(
        expect.arrayContaining([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)),
      );
    }
  });

  it('lists every field of a start', () => {
    const schema = document.components?.schemas?.['IdenfyStartVerificationDto'] ?? {};
    const properties = 'properties' in schema ? (schema.properties ?? {}) : {};

    expect(Object.keys(properties)).toHaveLength(74);
    expect(properties).toMatchObject({
      clientId: { type: 'string', maxLength: 100 },
      expiryTime: { type: 'integer', minimum: 1, maximum: 2_592_000 },
      successUrl: { nullable: true },
      checkAml: { type: 'boolean' },
    });
  });

  it('describes both media types of a document upload', () => {
    expect(operation('post /idenfy/verifications/{scanRef}/documents')?.requestBody).toMatchObject({
      description: expect.stringContaining('iDenfy accepts 20 MB, which is 15 MB') as string,
      content: {
        'application/json': {
          schema: { properties: { images: { properties: { FRONT: { format: 'byte' } } } } },
        },
        'multipart/form-data': { schema: { properties: { FRONT: { format: 'binary' } } } },
      },
    });
  });

  it('describes the filters of lists', () => {
    const parameters = operation('get /idenfy/verifications')?.parameters ?? [];

    expect(parameters.map((parameter) => ('name' in parameter ? parameter.name : ''))).toEqual([
      'clientId',
      'status',
      'attention',
      'from',
      'to',
      'cursor',
      'limit',
      'account',
    ]);
    expect(parameters[1]).toMatchObject({ description: expect.stringContaining('REVIEWING') as string });
  });
});
