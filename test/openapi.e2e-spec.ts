import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Methods = Record<string, Operation>;

const ERROR = { $ref: '#/components/schemas/ErrorView' };

describe('the OpenAPI document', () => {
  let kyc: KycApp;
  let document: OpenAPIObject;
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
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

  it('says of every route what it does, who may call it, and how it refuses', () => {
    for (const { route, path, operation: one } of operations()) {
      const refusals = Object.entries(one.responses).filter(([status]) => Number(status) >= 400);

      expect(one.summary, route).toBeTruthy();
      expect(one.security, route).toEqual(path.includes('/webhooks') ? undefined : [{ bearer: [] }]);
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

  it('names every part of a path, and no parameter twice', () => {
    for (const { route, path, operation: one } of operations()) {
      const names = (one.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : ''));

      expect(new Set(names).size, route).toBe(names.length);
      expect(names, route).toEqual(
        expect.arrayContaining([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)),
      );
    }
  });

  it('shows every field that a start may have', () => {
    const schema = document.components?.schemas?.['StartVerificationDto'] ?? {};
    const properties = 'properties' in schema ? (schema.properties ?? {}) : {};

    expect(Object.keys(properties)).toHaveLength(73);
    expect(properties).toMatchObject({
      clientId: { type: 'string', maxLength: 100 },
      expiryTime: { type: 'integer', minimum: 1, maximum: 2_592_000 },
      successUrl: { nullable: true },
      checkAml: { type: 'boolean' },
    });
  });

  it('shows both ways to send documents', () => {
    expect(operation('post /idenfy/verifications/{scanRef}/documents')?.requestBody).toMatchObject({
      description: expect.stringContaining('iDenfy takes 20 MB, which is 15 MB') as string,
      content: {
        'application/json': {
          schema: { properties: { images: { properties: { FRONT: { format: 'byte' } } } } },
        },
        'multipart/form-data': { schema: { properties: { FRONT: { format: 'binary' } } } },
      },
    });
  });

  it('shows how a list is filtered', () => {
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
