import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAFF_PERMISSIONS, type StaffPermission } from 'nestjs-idenfy';
import { KycApp } from '../support/kyc-app.js';

/** Who each route is for, and what staff need for it. A route that is missing here fails the first test. */
const RULES = {
  'POST /idenfy/verifications': ['person or staff', 'start'],
  'GET /idenfy/verifications': ['person or staff', 'review'],
  'GET /idenfy/verifications/{scanRef}': ['person or staff', 'review'],
  'GET /idenfy/verifications/{scanRef}/events': ['person or staff', 'review'],
  'POST /idenfy/verifications/{scanRef}/finished': ['person or staff', 'start'],
  'POST /idenfy/verifications/{scanRef}/documents': ['person or staff', 'start'],
  'GET /idenfy/verifications/{scanRef}/history': ['staff', 'review'],
  'POST /idenfy/verifications/{scanRef}/decision': ['staff', 'decide'],
  'DELETE /idenfy/verifications/{scanRef}/decision': ['staff', 'decide'],
  'POST /idenfy/verifications/{scanRef}/decision/confirm': ['staff', 'decide'],
  'POST /idenfy/verifications/{scanRef}/decision/return': ['staff', 'decide'],
  'GET /idenfy/verifications/{scanRef}/case': ['staff', 'review'],
  'GET /idenfy/verifications/{scanRef}/claims': ['staff', 'read-data'],
  'POST /idenfy/verifications/{scanRef}/attention/settle': ['staff', 'decide'],
  'POST /idenfy/verifications/{scanRef}/request-information': ['staff', 'review'],
  'POST /idenfy/verifications/{scanRef}/refresh': ['staff', 'operate'],
  'GET /idenfy/verifications/{scanRef}/data': ['staff', 'read-data'],
  'GET /idenfy/verifications/{scanRef}/files': ['staff', 'read-data'],
  'GET /idenfy/verifications/{scanRef}/files/{name}': ['staff', 'read-data'],
  'GET /idenfy/verifications/{scanRef}/report': ['staff', 'read-data'],
  'GET /idenfy/verifications/{scanRef}/evidence': ['staff', 'read-data'],
  'DELETE /idenfy/verifications/{scanRef}': ['staff', 'erase'],
  'GET /idenfy/verifications/{scanRef}/erasure': ['staff', 'erase'],
  'POST /idenfy/verifications/{scanRef}/erasure/finish': ['staff', 'erase'],
  'PUT /idenfy/clients/{clientId}/relationship': ['staff', 'retain'],
  'GET /idenfy/clients/{clientId}/retention': ['staff', 'retain'],
  'PUT /idenfy/clients/{clientId}/retention': ['staff', 'retain'],
  'PUT /idenfy/clients/{clientId}/legal-hold': ['staff', 'retain'],
  'DELETE /idenfy/clients/{clientId}/legal-hold': ['staff', 'retain'],
  'GET /idenfy/clients/{clientId}/export': ['staff', 'read-data'],
  'GET /idenfy/audit': ['staff', 'audit'],
  'GET /idenfy/audit/integrity': ['staff', 'audit'],
  'GET /idenfy/contract-drift': ['staff', 'operate'],
  'GET /idenfy/dead-letters': ['staff', 'operate'],
  'GET /idenfy/dead-letters/{id}': ['staff', 'operate'],
  'POST /idenfy/dead-letters/retry': ['staff', 'operate'],
  'POST /idenfy/dead-letters/drop': ['staff', 'operate'],
  'GET /idenfy/dead-letters/groups': ['staff', 'operate'],
  'GET /idenfy/jobs/{id}': ['staff', 'operate'],
  'DELETE /idenfy/jobs/{id}': ['staff', 'operate'],
  'GET /idenfy/inbox': ['staff', 'operate'],
  'GET /idenfy/handlers': ['staff', 'operate'],
  'GET /idenfy/operations': ['staff', 'operate'],
  'GET /idenfy/overview': ['staff', 'review'],
  'POST /idenfy/dead-letters/{id}/retry': ['staff', 'operate'],
  'GET /idenfy/orphans': ['staff', 'operate'],
  'GET /idenfy/doctor': ['staff', 'operate'],
  'GET /idenfy/queue': ['staff', 'review'],
  'PUT /idenfy/queue/assignee': ['staff', 'review'],
  'GET /idenfy/queue/counts': ['staff', 'review'],
  'GET /idenfy/queue/views': ['staff', 'review'],
  'PUT /idenfy/queue/views': ['staff', 'review'],
  'DELETE /idenfy/queue/views': ['staff', 'review'],
  'GET /idenfy/events': ['staff', 'review'],
  'PUT /idenfy/verifications/{scanRef}/assignee': ['staff', 'review'],
  'GET /idenfy/verifications/{scanRef}/notes': ['staff', 'review'],
  'POST /idenfy/verifications/{scanRef}/notes': ['staff', 'review'],
  'GET /idenfy/staff': ['staff', 'review'],
  'GET /idenfy/staff/me': ['staff'],
  'GET /idenfy/clients/me': ['person'],
  'GET /idenfy/clients/{clientId}': ['staff', 'review'],
  'POST /idenfy/webhooks': ['signed'],
  'POST /idenfy/webhooks/{account}': ['signed'],
} as const satisfies Record<string, readonly [callers: string, permission?: StaffPermission]>;

type Route = keyof typeof RULES;
const ROUTES = Object.keys(RULES) as Route[];
const GUARDED = ROUTES.filter((route) => RULES[route][0] !== 'signed');
const FOR_STAFF = GUARDED.filter((route) => RULES[route][0] !== 'person');

/** What the router really serves, with the permission that OpenAPI names for it. */
function routesOf(app: INestApplication): Record<string, unknown> {
  const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        operation['x-permission'],
      ]),
    ),
  );
}

describe.each(['express', 'fastify'] as const)('access to every route, on %s', (adapter) => {
  let kyc: KycApp;
  let scanRef: string;

  beforeAll(async () => {
    kyc = await KycApp.start({ adapter });
    scanRef = await kyc.started('ada');
  });
  afterAll(() => kyc.close());

  async function answerTo(
    route: Route,
    caller?: string,
    ref = scanRef,
    permissions?: readonly StaffPermission[],
  ) {
    const [method = '', path = ''] = route.split(' ');
    const filled = path
      .replace('{scanRef}', ref)
      .replace('{name}', 'FRONT')
      .replace('{clientId}', 'ada')
      .replace('{id}', '1');
    const aborting = new AbortController();
    const response = await fetch(`${kyc.url}${filled}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(caller && { 'x-caller': caller }),
        ...(permissions && { 'x-permissions': permissions.join() }),
      },
      signal: aborting.signal,
      ...(method === 'POST' && { body: '{"broken' }),
    });
    if (response.headers.get('content-type')?.includes('event-stream')) {
      aborting.abort();
      return { status: response.status, headers: response.headers, text: '' };
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it('is covered by a rule for each route, and documented with the permission that staff need', () => {
    expect(routesOf(kyc.app)).toEqual(
      Object.fromEntries(ROUTES.map((route) => [route, (RULES[route] as readonly string[])[1]])),
    );
  });

  it.each(GUARDED)('is refused with 401 without a caller: %s', async (route) => {
    expect((await answerTo(route)).status).toBe(401);
    expect((await answerTo(route, undefined, 'no$scan$ref')).status).toBe(401);
  });

  it.each(GUARDED)('shows nothing to a person who is not the owner: %s', async (route) => {
    const { status, text } = await answerTo(route, 'bob');
    const unknown = await answerTo(route, 'bob', 'd9428888-122b-41e1-b85c-61fe2e5b8a0e');

    expect(text).not.toContain(scanRef);
    expect(text).not.toContain('ada');
    expect([status, text]).toEqual([unknown.status, unknown.text]);
    if (RULES[route][0] === 'staff') expect(status).toBe(403);
    else if (route.includes('{scanRef}')) expect(status).toBe(404);
  });

  it.each([
    'verifications',
    'clients/ada',
    'audit',
    'orphans',
    'dead-letters',
    'dead-letters/groups',
    'inbox',
    'overview',
  ])('answers staff with the existing accounts when they name an unknown one: %s', async (path) => {
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
  });

  it.each(GUARDED)('is granted to the owner: %s', async (route) => {
    const { status } = await answerTo(route, 'ada');

    expect(status === 403).toBe(RULES[route][0] === 'staff');
    expect([401, 404]).not.toContain(status);
  });

  it.each(GUARDED)('is granted to staff: %s', async (route) => {
    const { status, text } = await answerTo(route, 'staff:mary');

    expect(status === 403).toBe(RULES[route][0] === 'person');
    expect(status).not.toBe(401);
    expect(text).not.toContain('There is no such verification.');
  });

  it.each(FOR_STAFF)('needs its permission, and no other one, from staff: %s', async (route) => {
    const needed: StaffPermission | undefined = RULES[route][1];
    const others = STAFF_PERMISSIONS.filter((permission) => permission !== needed);

    const granted = await answerTo(route, 'staff:mary', scanRef, needed ? [needed] : []);
    expect([401, 403]).not.toContain(granted.status);

    if (needed) {
      for (const ref of [scanRef, 'd9428888-122b-41e1-b85c-61fe2e5b8a0e', 'no$scan$ref']) {
        const refused = await answerTo(route, 'staff:mary', ref, others);
        expect(refused.status).toBe(403);
        expect(JSON.parse(refused.text)).toMatchObject({ message: `This needs the permission '${needed}'.` });
      }
    }
  });

  it('tells staff what they may do', async () => {
    const me = (permissions?: string) =>
      kyc.request('GET', '/idenfy/staff/me', {
        caller: 'staff:mary',
        ...(permissions !== undefined && { headers: { 'x-permissions': permissions } }),
      });

    expect((await me()).body).toEqual({ id: 'mary', permissions: STAFF_PERMISSIONS, accounts: ['default'] });
    expect((await me('audit,review')).body).toMatchObject({ permissions: ['review', 'audit'] });
    expect((await me('')).body).toMatchObject({ permissions: [] });
    expect((await me('audit,everything')).status).toBe(500);
  });

  it.each(ROUTES)('sends Cache-Control: no-store with every answer and refusal: %s', async (route) => {
    for (const caller of [undefined, 'ada', 'bob', 'staff:mary']) {
      const { headers } = await answerTo(route, caller);
      expect(headers.get('cache-control')).toContain('no-store');
    }
  });

  it.each(ROUTES.filter((route) => RULES[route][0] === 'signed'))(
    'is refused to an unsigned webhook: %s',
    async (route) => {
      for (const caller of [undefined, 'ada', 'staff:mary']) {
        expect((await answerTo(route, caller)).status).toBe(401);
      }
    },
  );
});
