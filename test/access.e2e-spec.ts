import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';

/** Who each route is for. A route that is missing here fails the first test. */
const RULES = {
  'POST /idenfy/verifications': 'person or staff',
  'GET /idenfy/verifications': 'person or staff',
  'GET /idenfy/verifications/{scanRef}': 'person or staff',
  'GET /idenfy/verifications/{scanRef}/events': 'person or staff',
  'POST /idenfy/verifications/{scanRef}/finished': 'person or staff',
  'POST /idenfy/verifications/{scanRef}/documents': 'person or staff',
  'GET /idenfy/verifications/{scanRef}/history': 'staff',
  'POST /idenfy/verifications/{scanRef}/decision': 'staff',
  'POST /idenfy/verifications/{scanRef}/refresh': 'staff',
  'GET /idenfy/verifications/{scanRef}/data': 'staff',
  'GET /idenfy/verifications/{scanRef}/files': 'staff',
  'GET /idenfy/verifications/{scanRef}/files/{name}': 'staff',
  'GET /idenfy/verifications/{scanRef}/report': 'staff',
  'DELETE /idenfy/verifications/{scanRef}': 'staff',
  'GET /idenfy/verifications/{scanRef}/erasure': 'staff',
  'GET /idenfy/audit': 'staff',
  'GET /idenfy/dead-letters': 'staff',
  'GET /idenfy/dead-letters/{id}': 'staff',
  'POST /idenfy/dead-letters/retry': 'staff',
  'POST /idenfy/dead-letters/{id}/retry': 'staff',
  'GET /idenfy/orphans': 'staff',
  'GET /idenfy/clients/me': 'person',
  'GET /idenfy/clients/{clientId}': 'staff',
  'POST /idenfy/webhooks': 'signed',
  'POST /idenfy/webhooks/{account}': 'signed',
} as const;

type Route = keyof typeof RULES;
const ROUTES = Object.keys(RULES) as Route[];
const GUARDED = ROUTES.filter((route) => RULES[route] !== 'signed');

/** What the router really serves. */
function routesOf(app: INestApplication): string[] {
  const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

describe.each(['express', 'fastify'] as const)('nobody sees what is not theirs, on %s', (adapter) => {
  let kyc: KycApp;
  let scanRef: string;

  beforeAll(async () => {
    kyc = await KycApp.start({ adapter });
    scanRef = await kyc.started('ada');
  });
  afterAll(() => kyc.close());

  async function answerTo(route: Route, caller?: string, ref = scanRef) {
    const [method = '', path = ''] = route.split(' ');
    const filled = path
      .replace('{scanRef}', ref)
      .replace('{name}', 'FRONT')
      .replace('{clientId}', 'ada')
      .replace('{id}', '1');
    const aborting = new AbortController();
    const response = await fetch(`${kyc.url}${filled}`, {
      method,
      headers: { 'content-type': 'application/json', ...(caller && { 'x-caller': caller }) },
      signal: aborting.signal,
      ...(method === 'POST' && { body: '{"broken' }),
    });
    if (response.headers.get('content-type')?.includes('event-stream')) {
      aborting.abort();
      return { status: response.status, headers: response.headers, text: '' };
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it('has a rule for every route there is', () => {
    expect(routesOf(kyc.app).sort()).toEqual([...ROUTES].sort());
  });

  it.each(GUARDED)('asks nobody in: %s', async (route) => {
    expect((await answerTo(route)).status).toBe(401);
    expect((await answerTo(route, undefined, 'no$scan$ref')).status).toBe(401);
  });

  it.each(GUARDED)('shows somebody else nothing: %s', async (route) => {
    const { status, text } = await answerTo(route, 'bob');
    const unknown = await answerTo(route, 'bob', 'd9428888-122b-41e1-b85c-61fe2e5b8a0e');

    expect(text).not.toContain(scanRef);
    expect(text).not.toContain('ada');
    expect([status, text]).toEqual([unknown.status, unknown.text]);
    if (RULES[route] === 'staff') expect(status).toBe(403);
    else if (route.includes('{scanRef}')) expect(status).toBe(404);
  });

  it.each(['verifications', 'clients/ada', 'audit', 'orphans', 'dead-letters'])(
    'tells staff which accounts there are, rather than nothing of one that there is not: %s',
    async (path) => {
      const { status, body } = await kyc.request('GET', `/idenfy/${path}?account=zz`, {
        caller: 'staff:mary',
      });

      expect({ status, body }).toMatchObject({
        status: 400,
        body: {
          field: 'account',
          message: expect.stringMatching(/one of the accounts: default\.$/) as string,
        },
      });
      const person = await kyc.request('GET', '/idenfy/verifications?account=zz', { caller: 'ada' });
      expect(person.status).toBe(403);
    },
  );

  it.each(GUARDED)('lets the owner do what is theirs: %s', async (route) => {
    const { status } = await answerTo(route, 'ada');

    expect(status === 403).toBe(RULES[route] === 'staff');
    expect([401, 404]).not.toContain(status);
  });

  it.each(GUARDED)('lets staff do what is not personal: %s', async (route) => {
    const { status, text } = await answerTo(route, 'staff:mary');

    expect(status === 403).toBe(RULES[route] === 'person');
    expect(status).not.toBe(401);
    expect(text).not.toContain('There is no such verification.');
  });

  it.each(ROUTES)('lets nobody keep a copy of an answer, be it a refusal: %s', async (route) => {
    for (const caller of [undefined, 'ada', 'bob', 'staff:mary']) {
      const { headers } = await answerTo(route, caller);
      expect(headers.get('cache-control')).toContain('no-store');
    }
  });

  it.each(ROUTES.filter((route) => RULES[route] === 'signed'))(
    'believes no unsigned callback: %s',
    async (route) => {
      for (const caller of [undefined, 'ada', 'staff:mary']) {
        expect((await answerTo(route, caller)).status).toBe(401);
      }
    },
  );
});
