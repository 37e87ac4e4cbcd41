import type { AddressInfo } from 'node:net';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  type INestApplication,
  Module,
  Post,
  UseFilters,
} from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toErrorAnswer } from '../../errors/error-answer.js';
import { IdenfyError } from '../../errors/idenfy.error.js';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { JsonBody, RawJson } from '../param.decorators.js';
import { BodyParserBypass } from './body-parser-bypass.js';
import { SkipBodyParser } from './skip-body-parser.decorator.js';
import { type JsonObject, validated } from './json-body.js';

class Person {
  @IsString()
  name!: string;
}

class Order {
  @Length(1, 5)
  word!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => Person)
  person?: Person;
}

@Catch(IdenfyError)
class Answers implements ExceptionFilter {
  constructor(private readonly adapters: HttpAdapterHost) {}

  catch(error: IdenfyError, host: ArgumentsHost): void {
    const answer = toErrorAnswer(error);
    this.adapters.httpAdapter.reply(host.switchToHttp().getResponse(), answer, answer.statusCode);
  }
}

function refusePolicy(body: object): void {
  if ('policy' in body) {
    throw new IdenfyForbiddenError({ field: 'policy' });
  }
}

@Controller('orders')
@UseFilters(Answers)
class Orders {
  @SkipBodyParser()
  @Post()
  take(@JsonBody(Order) order: Order) {
    return { order, isOrder: order instanceof Order };
  }

  @SkipBodyParser()
  @Post('permitted')
  async takePermitted(@RawJson() body: JsonObject) {
    refusePolicy(body);
    return validated(Order, body);
  }
}

@Module({ controllers: [Orders], providers: [BodyParserBypass] })
class OrdersModule {}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('a JSON body, on %s', (_name, adapter) => {
  let app: INestApplication;
  let url: string;

  async function post(body: string | Buffer, type = 'application/json', path = '') {
    const response = await fetch(url + path, { method: 'POST', body, headers: { 'content-type': type } });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  beforeAll(async () => {
    app = await NestFactory.create<INestApplication>(OrdersModule, adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/orders`;
  });

  afterAll(() => app.close());

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/merge-patch+json'])(
    'becomes an instance of the DTO class, sent as %s',
    async (type) => {
      expect(await post('{"word":"žodis","person":{"name":"Ada"}}', type)).toEqual({
        status: 201,
        body: { order: { word: 'žodis', person: { name: 'Ada' } }, isOrder: true },
      });
    },
  );

  it('can be checked before it is validated, so that a field that is not permitted is refused first', async () => {
    expect(await post('{"word":"too long","policy":true}', 'application/json', '/permitted')).toMatchObject({
      status: 403,
      body: { field: 'policy' },
    });
  });

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['null', 'null'],
    ['half an object', '{"word":"secret'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('is refused as a whole when it is %s', async (_what, body) => {
    const answer = await post(body);

    expect(answer).toMatchObject({ status: 400, body: { field: 'body', statusCode: 400 } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each([
    ['a rule of the DTO', '{"word":"secret value"}', 'word'],
    ['a rule of a nested DTO', '{"word":"a","person":{"name":1}}', 'person.name'],
    ['an unknown property', '{"word":"a","colour":"red"}', 'colour'],
    ['an unknown nested property', '{"word":"a","person":{"name":"a","age":1}}', 'person.age'],
    ['a prototype', '{"word":"a","person":{"__proto__":{"name":"a"}}}', 'person.__proto__'],
    ['a constructor', '{"word":"a","constructor":{"prototype":1}}', 'constructor'],
    ['a key of all objects', '{"word":"a","person":{"name":"a","toString":1}}', 'person.toString'],
    ['a pit', `{"word":"a","person":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`, 'person'],
  ])('is refused for %s, with its name and without its value', async (_what, body, field) => {
    const answer = await post(body);

    expect(answer).toMatchObject({ status: 400, body: { field } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each([
    ['the DTO does not have', '{"word":"a","person":{"name":"a","age":1}}', 'person.age'],
    ['reaches a prototype', '{"word":"a","constructor":1}', 'constructor'],
  ])('is refused with the same message for a property that %s', async (_what, body, field) => {
    expect((await post(body)).body['message']).toBe(`Field '${field}' is not known here.`);
  });

  it('is refused beyond 100 KB, and when it is not JSON', async () => {
    expect((await post('['.repeat(1_000_000))).status).toBe(413);
    expect((await post('{}', 'text/plain')).status).toBe(415);
  });
});
