import type { AddressInfo } from 'node:net';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Headers,
  type INestApplication,
  Injectable,
  type MiddlewareConsumer,
  Module,
  Param,
  Post,
  Req,
  UseGuards,
  ValidationPipe,
  VERSION_NEUTRAL,
  VersioningType,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Length } from 'class-validator';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { JsonBody } from '../param.decorators.js';
import { BodyBudget } from './body-budget.js';
import { BodyParserBypass } from './body-parser-bypass.js';
import { SkipBodyParser } from './skip-body-parser.decorator.js';
import { rawRequest, readPieces, type RequestLike } from './read-body.js';

class Order {
  @Length(1, 5)
  word!: string;
}

@Injectable()
class OnlyFriends implements CanActivate {
  static sawBytes = false;

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<RequestLike>();
    const raw = rawRequest(request);
    OnlyFriends.sawBytes ||= raw.readableDidRead;
    return raw.headers['x-friend'] === 'yes' && raw.headers['content-type'] !== undefined;
  }
}

@Controller({ path: 'ours', version: VERSION_NEUTRAL })
@UseGuards(OnlyFriends)
class Ours {
  @SkipBodyParser()
  @Post()
  async bytes(@Req() request: RequestLike, @Headers('content-type') type: string) {
    const place = new BodyBudget(300_000).enter();
    const body = Buffer.concat(await readPieces(request, place, { maxBytes: 300_000 }));
    return { length: body.length, text: body.subarray(0, 20).toString(), type };
  }

  @SkipBodyParser()
  @Post(':id/json')
  json(@Param('id') id: string, @JsonBody(Order) order: Order) {
    return { id, order };
  }
}

@Controller({ path: 'theirs', version: VERSION_NEUTRAL })
class Theirs {
  @Post()
  body(@Body() body: unknown) {
    return { body };
  }
}

@Module({ controllers: [Ours, Theirs], providers: [BodyParserBypass] })
class TinyModule {}

@Module({ controllers: [Ours, Theirs], providers: [BodyParserBypass] })
class ModuleWithParserAsMiddleware {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(express.json()).forRoutes('*path');
  }
}

type Settings = { rawBody?: boolean; bodyParser?: boolean };
const adapters = {
  express: () => new ExpressAdapter(),
  fastify: () => new FastifyAdapter({ bodyLimit: 1_000 }),
};

let app: INestApplication | undefined;
let url = '';

async function listen(created: INestApplication): Promise<void> {
  app = created;
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

async function start(
  adapter: keyof typeof adapters,
  settings: Settings = {},
  prepare?: (app: INestApplication) => void,
) {
  const created = await NestFactory.create<INestApplication>(TinyModule, adapters[adapter](), {
    logger: false,
    ...settings,
  });
  prepare?.(created);
  await listen(created);
}

async function post(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-friend': 'yes', ...headers },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const large = JSON.stringify({ filler: 'x'.repeat(200_000) });

afterEach(async () => {
  await app?.close();
  app = undefined;
});

describe.each(['express', 'fastify'] as const)('a body that skips the body parsers, on %s', (adapter) => {
  it.each<Settings>([{}, { rawBody: true }, { bodyParser: false }])(
    'arrives whole and unparsed beyond the host limit, with %j',
    async (settings) => {
      await start(adapter, settings);

      const answer = await post('/ours', large);

      expect(answer).toEqual({
        status: 201,
        body: { length: large.length, text: large.slice(0, 20), type: 'application/json' },
      });
    },
  );

  it('leaves the routes of the host unchanged', async () => {
    await start(adapter);

    expect(await post('/theirs', '{"a":1}')).toEqual({ status: 201, body: { body: { a: 1 } } });
    expect((await post('/theirs', large)).status).toBe(413);
  });

  it('reaches our route unread behind a global prefix, URI versions and the parsers and pipes of the host', async () => {
    await start(adapter, {}, (created) => {
      created.setGlobalPrefix('api');
      created.enableVersioning({ type: VersioningType.URI });
      created.useGlobalPipes(new ValidationPipe({ whitelist: true, validateCustomDecorators: true }));
      if (adapter === 'express') {
        created.use(express.json({ type: () => true }), express.raw({ type: '*/*' }));
      }
    });

    expect((await post('/api/ours', large)).body).toMatchObject({ length: large.length });
    expect((await post('/api/ours/7/json', '{"word":"hey"}')).body).toEqual({
      id: '7',
      order: { word: 'hey' },
    });
  });

  it('reaches our route unread in an application made from a testing module', async () => {
    const testing = await Test.createTestingModule({ imports: [TinyModule] }).compile();
    await listen(testing.createNestApplication<INestApplication>(adapters[adapter](), { logger: false }));

    expect((await post('/ours', large)).body).toMatchObject({ length: large.length });
  });

  it('is not read before the guards have admitted the caller', async () => {
    await start(adapter);
    OnlyFriends.sawBytes = false;

    expect((await post('/ours', large, { 'x-friend': 'no' })).status).toBe(403);
    expect((await post('/ours', large)).status).toBe(201);
    expect(OnlyFriends.sawBytes).toBe(false);
  });
});

it('survives a JSON parser that the host applies as Nest middleware', async () => {
  await listen(await NestFactory.create<INestApplication>(ModuleWithParserAsMiddleware, { logger: false }));

  expect((await post('/ours', large)).body).toMatchObject({ length: large.length });
});

it('accepts the bytes that code in front of the application has read and kept', async () => {
  const server = express();
  server.use(
    express.json({ verify: (request, _response, bytes) => Object.assign(request, { rawBody: bytes }) }),
  );
  await listen(
    await NestFactory.create<INestApplication>(TinyModule, new ExpressAdapter(server), { logger: false }),
  );

  expect((await post('/ours', '{"kept":1}')).body).toMatchObject({ text: '{"kept":1}' });
});
