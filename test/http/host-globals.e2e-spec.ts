import {
  type ArgumentsHost,
  Catch,
  type CallHandler,
  ClassSerializerInterceptor,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  Injectable,
  type NestInterceptor,
  type Provider,
  ValidationPipe,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost, Reflector } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { sampleJpeg } from 'nestjs-idenfy/testing';
import { type Observable, of, tap } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { KycApp } from '../support/kyc-app.js';

type TimeToLive = number | ((context: ExecutionContext) => number) | undefined;

/** Keeps the answer to each GET by its URL, as the `CacheInterceptor` of @nestjs/cache-manager does. */
@Injectable()
class CacheByUrl implements NestInterceptor {
  readonly #answers = new Map<string, unknown>();

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, url } = context.switchToHttp().getRequest<{ method: string; url: string }>();
    if (method !== 'GET') return next.handle();
    const name = 'cache_module:cache_ttl';
    const timeToLive =
      this.reflector.get<TimeToLive>(name, context.getHandler()) ??
      this.reflector.get<TimeToLive>(name, context.getClass());
    try {
      if (this.#answers.has(url)) return of(this.#answers.get(url));
      if (typeof timeToLive === 'function') timeToLive(context);
      return next.handle().pipe(tap((answer) => this.#answers.set(url, answer)));
    } catch {
      return next.handle();
    }
  }
}

/** Answers every error the host's own way. */
@Catch()
class HostFilter implements ExceptionFilter {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(_error: unknown, host: ArgumentsHost): void {
    this.adapterHost.httpAdapter.reply(host.switchToHttp().getResponse(), { oops: true }, 418);
  }
}

const STRICT_PIPE = {
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  validateCustomDecorators: true,
};

const globals: Provider[] = [
  { provide: APP_PIPE, useValue: new ValidationPipe(STRICT_PIPE) },
  { provide: APP_INTERCEPTOR, useClass: CacheByUrl },
  {
    provide: APP_INTERCEPTOR,
    inject: [Reflector],
    useFactory: (reflector: Reflector) =>
      new ClassSerializerInterceptor(reflector, { strategy: 'excludeAll' }),
  },
  { provide: APP_FILTER, useClass: HostFilter },
];

let counter = 0;

/** A host with names that a KYC module might choose as well. */
@Controller('host')
class ClientsController {
  @Get('me')
  me() {
    return { count: ++counter };
  }
}

/** One answer, without what differs from run to run. */
interface Step {
  readonly what: string;
  readonly status: number;
  readonly cacheControl: string | null;
  readonly body: unknown;
}

const IMAGES = { FRONT: sampleJpeg(2_000).toString('base64'), FACE: sampleJpeg(1_000).toString('base64') };

/** A walk over the REST routes, as people and staff. */
async function walk(kyc: KycApp): Promise<Step[]> {
  const steps: Step[] = [];
  const ask = async (caller: string, method: string, path: string, body?: unknown) => {
    const answer = await kyc.request(method, `/idenfy${path}`, {
      caller,
      ...(body !== undefined && { body }),
    });
    const { status, headers } = answer;
    const what = `${caller} ${method} ${steady(path) as string}`;
    steps.push({ what, status, cacheControl: headers.get('cache-control'), body: steady(answer.body) });
    return answer.body;
  };
  const start = async (caller: string) =>
    String((await ask(caller, 'POST', '/verifications', {}))['scanRef']);
  const outcome = async (scanRef: string, what: Parameters<KycApp['simulator']['outcome']>[1]) => {
    kyc.simulator.outcome(scanRef, what);
    await kyc.settled();
  };

  const adas = await start('ada');
  await start('ada');
  const stream = await EventStream.open(`${kyc.url}/idenfy/verifications/${adas}/events`, {
    'x-caller': 'ada',
  });
  const streamed = [await stream.next()];
  await outcome(adas, { overall: 'APPROVED' });
  streamed.push(await stream.next());
  stream.leave();
  steps.push({ what: 'stream', status: 200, cacheControl: null, body: steady(streamed) });
  const alans = await start('alan');
  for (const person of ['ada', 'alan']) {
    await ask(person, 'GET', '/clients/me');
    await ask(person, 'GET', '/verifications');
    await ask(person, 'GET', `/verifications/${adas}`);
  }
  await ask('alan', 'POST', `/verifications/${alans}/finished`);
  await outcome(alans, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
  await ask('alan', 'GET', `/verifications/${alans}`);
  await ask('staff:mary', 'GET', `/verifications/${alans}`);
  const decision = { decision: 'ACCEPTED', reason: 'seen in person' };
  await ask('staff:mary', 'POST', `/verifications/${alans}/decision`, { ...decision, more: 1 });
  await ask('staff:mary', 'POST', `/verifications/${alans}/decision`, decision);
  await ask('staff:mary', 'GET', `/verifications/${alans}`);
  await ask('staff:mary', 'GET', `/verifications/${alans}/history?limit=3`);
  await ask('staff:mary', 'GET', `/verifications/${adas}/data`);
  await ask('staff:mary', 'GET', `/verifications/${adas}/files`);
  await ask('staff:mary', 'GET', '/clients/ada');
  await ask('staff:mary', 'GET', '/verifications?limit=1&clientId=alan');
  await ask('staff:mary', 'GET', '/verifications?limit=none');
  const graces = await start('grace');
  const documents = { country: 'LT', documentType: 'PASSPORT', images: IMAGES };
  await ask('staff:mary', 'POST', `/verifications/${graces}/documents`, documents);
  await ask('staff:mary', 'DELETE', `/verifications/${adas}`);
  await ask('staff:mary', 'GET', `/verifications/${adas}/erasure`);
  await ask('staff:mary', 'GET', '/dead-letters');
  await ask('staff:mary', 'GET', '/orphans');
  await ask('', 'POST', '/webhooks', '{}');
  return steps;
}

const VARIABLE = /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z|127\.0\.0\.1:\d+|(?<=authToken=)\w+/gi;

/** The value with every id, time and address of this run replaced. */
function steady(value: unknown): unknown {
  const text = JSON.stringify(value, (name, inner: unknown) =>
    /^(authToken|id|nextCursor|erasureId)$/.test(name) && inner !== null ? '…' : inner,
  );
  return JSON.parse(text.replace(VARIABLE, '…')) as unknown;
}

describe.each(['express', 'fastify'] as const)('under the global settings of a host, on %s', (adapter) => {
  let kyc: KycApp;
  const simulator = { seed: 'the same people' };
  let plain: readonly Step[];

  beforeAll(async () => {
    const bare = await KycApp.start({ adapter, simulator });
    plain = await walk(bare);
    await bare.close();
    kyc = await KycApp.start({
      adapter,
      simulator,
      host: { controllers: [ClientsController], providers: globals },
    });
  });
  afterAll(() => kyc.close());

  it('every route answers as it does without them', async () => {
    const steps = await walk(kyc);

    expect(plain.filter(({ status }) => status >= 500)).toEqual([]);
    expect(plain.find(({ what }) => what === 'ada GET /clients/me')?.body).toMatchObject({
      clientId: 'ada',
      standing: 'VERIFIED',
    });
    expect(steps).toEqual(plain);
  });

  it('the settings do apply to the host', async () => {
    const ask = () => kyc.request('GET', '/host/me');

    expect((await ask()).body).toEqual({});
    expect(await kyc.request('GET', '/host/nowhere')).toMatchObject({ status: 418, body: { oops: true } });
    await ask();
    expect(counter).toBe(adapter === 'express' ? 1 : 2); // cached once per application
  });

  it('the OpenAPI document keeps the names of the host', () => {
    const { paths } = SwaggerModule.createDocument(kyc.app, new DocumentBuilder().build());
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods as Record<string, { operationId?: string }>).map(
        ({ operationId }) => operationId,
      ),
    );

    expect(ids.filter((id) => id === 'ClientsController_me')).toHaveLength(1);
  });
});
