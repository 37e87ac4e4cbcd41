import type { OpenAPIObject } from '@nestjs/swagger';
import { isJsonObject } from '@nestjs-idenfy/contract';
import { exampleOf, type Schema } from './examples.js';
import { idenfyWebhooks, WEBHOOK_COMPONENTS } from './webhook-events.js';

type Json = Record<string, unknown>;

/**
 * Completes the OpenAPI document of a host: an example for each answer of our routes, and, from OpenAPI 3.1 on, the section
 * `webhooks` with the events of iDenfy. Everything of the host stays as it is. `@nestjs/swagger` 12 writes 3.1 where
 * `setOpenAPIVersion('3.1.0')` asks for it; version 11 changes the version alone, so stay at 3.0 there.
 *
 * @example
 * const document = completeIdenfyDocument(SwaggerModule.createDocument(app, config));
 */
export function completeIdenfyDocument<Document extends OpenAPIObject>(document: Document): Document {
  const complete = structuredClone(document);
  const schemas = (complete.components?.schemas ?? {}) as Record<string, Schema>;
  for (const { operationId, responses } of operationsOf(complete)) {
    if (operationId.startsWith('idenfy'))
      Object.values(responses).forEach((answer) => giveExample(answer, schemas));
  }
  if (complete.openapi.startsWith('3.0')) return complete;
  return Object.assign(complete, {
    components: { ...complete.components, schemas: { ...schemas, ...WEBHOOK_COMPONENTS } },
    webhooks: { ...complete.webhooks, ...idenfyWebhooks() },
  });
}

function operationsOf(document: OpenAPIObject): { operationId: string; responses: Json }[] {
  return Object.values(document.paths)
    .flatMap((methods) => Object.values(methods as Json))
    .filter(isJsonObject)
    .map(({ operationId, responses }) => ({
      operationId: String(operationId),
      responses: isJsonObject(responses) ? responses : {},
    }));
}

function giveExample(answer: unknown, schemas: Readonly<Record<string, Schema>>): void {
  if (!isJsonObject(answer) || !isJsonObject(answer['content'])) return;
  for (const content of Object.values(answer['content'])) {
    if (!isJsonObject(content) || 'example' in content || 'examples' in content) continue;
    const example = exampleOf(content['schema'] as Schema, schemas);
    if (example !== undefined) content['example'] = example;
  }
}
