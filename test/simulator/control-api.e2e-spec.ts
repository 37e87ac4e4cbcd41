import { request } from 'node:http';
import { createHmac } from 'node:crypto';
import { IdenfySimulator, SimulatorInputError } from '@nestjs-idenfy/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Partner } from '../support/partner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

let receiver: WebhookReceiver;
let simulator: IdenfySimulator;
let partner: Partner;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  simulator = await IdenfySimulator.start({ port: 0, seed: 'control', webhookUrl: receiver.url });
  partner = new Partner(simulator);
});
beforeEach(() => {
  simulator.reset();
  receiver.forget();
});
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.url}/_simulator${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const token = (clientId = 'ada') => partner.post('/api/v2/token', { clientId });
const sessions = async () => (await partner.get('/kyc/identifications/')).body['count'];

describe('a request fault', () => {
  it.each([
    [{ status: 429 }, 429, expect.stringContaining('TOO_MANY_REQUESTS')],
    [{ status: 401 }, 401, '{"message":"Invalid authorization credentials"}'],
    [{ status: 503, body: { identifier: 'INTERNAL_ERROR' } }, 503, '{"identifier":"INTERNAL_ERROR"}'],
    [{ body: '<html>nothing</html>' }, 200, '<html>nothing</html>'],
    [{ status: 201, body: {} }, 201, '{}'],
  ])('answers %j once, without doing the work', async (fault, status, text) => {
    await control('POST', '/faults', { path: '/api/v2/token', ...fault });

    const answer = await token();

    expect([answer.status, answer.text]).toEqual([status, text]);
    expect(await sessions()).toBe(0);
    expect((await token()).status).toBe(201);
  });

  it('cuts the connection before or after the work, and both are recorded', async () => {
    simulator.fault({ path: '/api/v2/token', cut: 'before' });
    simulator.fault({ path: '/api/v2/token', cut: 'after' });

    await expect(token('ada')).rejects.toThrow('fetch failed');
    expect(await sessions()).toBe(0);
    await expect(token('grace')).rejects.toThrow('fetch failed');
    expect(await sessions()).toBe(1);

    expect(simulator.requests('/api/v2/token').map(({ body, status }) => [body, status])).toEqual([
      [{ clientId: 'ada' }, null],
      [{ clientId: 'grace' }, null],
    ]);
  });

  it('delays the answer after the work is done, and adds headers to it', async () => {
    simulator.fault({ path: '/api/v2/token', delayMs: 60_000 });
    await expect(partner.post('/api/v2/token', { clientId: 'ada' }, AbortSignal.timeout(50))).rejects.toThrow(
      'timeout',
    );
    expect(await sessions()).toBe(1);

    simulator.fault({ path: '/api/v2/*', headers: { 'Retry-After': '7' } });
    const answer = await token('grace');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([201, '7']);
  });

  it('applies to the next requests by count, or to a share of all until it is cleared', async () => {
    simulator.fault({ path: '/api/v2/status', status: 500, count: 2 });
    simulator.fault({ path: '/api/v2/data', status: 500, rate: 0.5 });
    const ask = async (call: string, times: number) => {
      const statuses: number[] = [];
      for (let time = 0; time < times; time++)
        statuses.push((await partner.post(`/api/v2/${call}`, {})).status);
      return statuses;
    };

    expect(await ask('status', 3)).toEqual([500, 500, 400]);
    const hit = (await ask('data', 100)).filter((status) => status === 500).length;
    expect(hit).toBeGreaterThan(30);
    expect(hit).toBeLessThan(70);
    await control('DELETE', '/faults');
    expect(await ask('data', 5)).toEqual([400, 400, 400, 400, 400]);
  });
});

describe('a webhook fault', () => {
  /** Finishes sessions of clients 1, 2, 3 … and tells for whom webhooks arrived, in that order. */
  async function arrivals(count: number): Promise<readonly number[]> {
    for (let index = 1; index <= count; index++) {
      const { scanRef } = await partner.session({ clientId: String(index) });
      simulator.outcome(scanRef, { overall: 'APPROVED' });
    }
    await simulator.settled();
    return receiver.received.map(({ body }) => Number(body['clientId']));
  }

  const inOrder = (clients: readonly number[]) => clients.toSorted((one, other) => one - other);

  it('duplicates a webhook, or drops it', async () => {
    simulator.fault({ webhooks: { duplicate: true } });
    simulator.fault({ webhooks: { duplicate: 2 } });
    simulator.fault({ webhooks: { drop: true } });

    expect(inOrder(await arrivals(4))).toEqual([1, 1, 2, 2, 2, 4]);
    expect(simulator.webhooks().map(({ attempts, lastStatus }) => [attempts, lastStatus])).toEqual([
      [2, 200],
      [3, 200],
      [0, null],
      [1, 200],
    ]);
  });

  it('shuffles webhooks', async () => {
    simulator.fault({ webhooks: { shuffle: true }, count: 5 });

    const order = await arrivals(5);

    expect(order).not.toEqual([1, 2, 3, 4, 5]);
    expect(inOrder(order)).toEqual([1, 2, 3, 4, 5]);
  });

  it('signs with another key in the right form', async () => {
    simulator.fault({ webhooks: { badSignature: 1 } });

    await arrivals(2);

    const right = receiver.received.map(({ headers, raw }) => {
      const signature = String(headers['idenfy-signature']);
      expect(signature).toMatch(/^[0-9a-f]{64}$/);
      return (
        signature ===
        createHmac('sha256', simulator.signingKey ?? '')
          .update(raw)
          .digest('hex')
      );
    });
    expect(right.filter(Boolean)).toHaveLength(1);
  });

  it('drops a share of the webhooks', async () => {
    simulator.fault({ webhooks: { drop: 0.5 } });

    const { length } = await arrivals(60);

    expect(length).toBeGreaterThan(15);
    expect(length).toBeLessThan(45);
  });

  it('delays a webhook', async () => {
    simulator.fault({ webhooks: { delayMs: 100 } });
    const before = performance.now();

    await arrivals(1);

    expect(performance.now() - before).toBeGreaterThan(95);
  });
});

describe('the control API', () => {
  it('sets outcomes and the clock, resets the state, and lists requests and webhooks', async () => {
    const { scanRef } = await partner.session({ clientId: 'ada' });

    const moved = await control('POST', `/verifications/${scanRef}/outcome`, {
      overall: 'DENIED',
      autoDocument: 'DOC_GLARED',
    });
    expect(moved).toMatchObject({
      status: 200,
      body: { status: 'DENIED', results: { autoDocument: 'DOC_GLARED' } },
    });
    await simulator.settled();
    const before = simulator.now.getTime();
    const { now } = (await control('POST', '/clock', { advanceSeconds: 3600 })).body;
    expect(Date.parse(String(now)) - before).toBeGreaterThanOrEqual(3_600_000);
    expect((await control('GET', `/verifications/${scanRef}`)).body).toMatchObject({
      clientId: 'ada',
      status: 'DENIED',
    });
    expect((await control('GET', '/requests?path=/api/v2/token')).body).toEqual({
      items: [
        {
          method: 'POST',
          path: '/api/v2/token',
          headers: expect.objectContaining({ authorization: 'Basic ***' }),
          body: { clientId: 'ada' },
          status: 201,
          at: expect.any(String),
        },
      ],
    });
    expect((await control('GET', '/webhooks')).body['items']).toMatchObject([
      {
        scanRef,
        eventType: 'IDENTIFICATION_MANUAL_FINISHED',
        attempts: 1,
        lastStatus: 200,
        body: { clientId: 'ada' },
      },
    ]);

    expect((await control('POST', '/reset', '')).status).toBe(200);
    expect((await control('GET', '/requests')).body).toEqual({ items: [] });
    expect((await control('GET', `/verifications/${scanRef}`)).status).toBe(404);
    expect(Math.abs(simulator.now.getTime() - Date.now())).toBeLessThan(5000);
  });

  it.each([
    ['/faults', { path: '/api/v2/token', stat: 500 }, 'stat'],
    ['/faults', { path: '/api/v2/token' }, 'status'],
    ['/faults', { path: '/api/v2/token', status: 42 }, 'status'],
    ['/faults', { path: '/api/v2/token', cut: 'later' }, 'cut'],
    ['/faults', { path: '/_simulator/reset', status: 500 }, 'path'],
    ['/faults', { status: 500 }, 'path'],
    ['/faults', { webhooks: { drop: 'often' } }, 'webhooks.drop'],
    ['/faults', { webhooks: {}, status: 500 }, 'status'],
    ['/faults', { rate: 2, path: '/x', status: 500 }, 'rate'],
    ['/clock', {}, 'now'],
    ['/clock', { now: 'tomorrow' }, 'now'],
    ['/clock', { advanceSeconds: -1 }, 'advanceSeconds'],
    ['/reset', { seed: {} }, 'seed'],
    ['/reset', [], 'body'],
    ['/reset', '{', 'body'],
  ])('refuses %s %j and names %s with a hint', async (path, body, field) => {
    expect(await control('POST', path, body)).toEqual({
      status: 400,
      body: { message: expect.any(String), field, hint: expect.any(String) },
    });
  });

  it('refuses an impossible outcome over HTTP and in the program alike', async () => {
    const { scanRef } = await partner.session();

    for (const body of [{}, { overall: 'ACTIVE' }, { overall: 'DENIED', data: { shoeSize: 44 } }]) {
      expect((await control('POST', `/verifications/${scanRef}/outcome`, body)).status).toBe(400);
    }
    expect(() => simulator.outcome('nobody', { overall: 'DENIED' })).toThrow(SimulatorInputError);
    expect(() => simulator.fault({ path: 'token', status: 500 })).toThrow('path: give the path');
  });

  it('answers requests from loopback only, and none that came through a tunnel', async () => {
    const fromAfar = await fetch(`${simulator.url}/_simulator/requests`, {
      headers: { 'x-forwarded-for': '192.0.2.7' },
    });

    expect(fromAfar.status).toBe(403);
    expect((await control('GET', '/health')).body).toEqual({ status: 'ok' });
    expect((await control('GET', '')).body['calls']).toHaveProperty('POST /_simulator/faults');
    expect((await control('GET', '/nothing')).status).toBe(404);
  });
});

/** A control call with headers that fetch() does not let a test set. */
function raw(
  headers: Record<string, string>,
  { method = 'POST', path = '/_simulator/clock', body = '' } = {},
) {
  const { port } = new URL(simulator.url);
  return new Promise<{ status: number | undefined; csp: unknown }>((resolve, reject) => {
    const sent = request({ port, method, path, headers, agent: false }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, csp: response.headers['content-security-policy'] });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a web page in the browser of the developer', () => {
  const json = { 'content-type': 'application/json' };
  const own = () => new URL(simulator.url).host;

  it.each([
    ['of another site', () => ({ ...json, origin: 'https://evil.example' }), 403],
    ['without an origin to name', () => ({ ...json, origin: 'null' }), 403],
    ['of another port', () => ({ ...json, origin: 'http://127.0.0.1:1' }), 403],
    ['of another site, by its fetch metadata', () => ({ ...json, 'sec-fetch-site': 'cross-site' }), 403],
    ['of the same machine', () => ({ ...json, 'sec-fetch-site': 'same-site' }), 403],
    ['under a name that resolves to this machine', () => ({ ...json, host: 'evil.example' }), 403],
    ['with a form', () => ({ 'content-type': 'text/plain' }), 415],
    ['with a type that only begins like JSON', () => ({ 'content-type': 'application/jsonp' }), 415],
    [
      'of the simulator itself',
      () => ({ ...json, host: own(), origin: `http://${own()}`, 'sec-fetch-site': 'same-origin' }),
      200,
    ],
    ['typed into the address bar', () => ({ ...json, 'sec-fetch-site': 'none' }), 200],
  ] as const)('%s gets its due', async (_, headers, status) => {
    const answer = await raw(headers(), { body: '{"advanceSeconds":1}' });

    expect(answer.status).toBe(status);
  });

  it('cannot plant a script: a policy comes with every answer, faults included', async () => {
    simulator.fault({
      path: '/*',
      body: '<script>alert(1)</script>',
      headers: { 'content-security-policy': "script-src 'unsafe-inline'" },
      count: 1,
    });

    const paths = ['/ui/', '/ui/page.js', '/', '/nothing', '/api/v2/token', '/_simulator/health'];
    const answers = await Promise.all(paths.map((path) => raw({}, { method: 'GET', path })));

    for (const { csp } of answers) expect(csp).toContain("default-src 'none'");
    expect(answers[0]?.csp).not.toContain('unsafe-inline');
  });

  it('cannot use its own name for a simulator that serves other machines', async () => {
    const open = await IdenfySimulator.start({ port: 0, controlFromAnywhere: true });
    const { port } = new URL(open.url);
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const own = { port, path: '/_simulator/health', headers: { host }, agent: false };
        const sent = request(own, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on('error', reject);
        sent.end();
      });

    const statuses = await Promise.all(
      ['evil.example', 'idenfy:4010', '192.0.2.7', 'localhost'].map(statusFor),
    );
    await open.close();

    expect(statuses).toEqual([403, 200, 200, 200]);
  });
});

describe('a reset', () => {
  it('begins a new series of ids each time, which follows from the seed of the start', async () => {
    const idsAfterResets = async () => {
      const seeded = await IdenfySimulator.start({ port: 0, seed: 'x' });
      const ids: string[] = [];
      for (let time = 0; time < 3; time++) {
        ids.push((await new Partner(seeded).session()).scanRef);
        seeded.reset();
      }
      await seeded.close();
      return ids;
    };

    const ids = await idsAfterResets();

    expect(new Set(ids).size).toBe(3);
    expect(await idsAfterResets()).toEqual(ids);
  });
});

describe('a seed', () => {
  it('makes ids, people and faults reproducible', async () => {
    const run = async () => {
      simulator.reset({ seed: 7 });
      simulator.fault({ path: '/api/v2/status', status: 500, rate: 0.5 });
      const { scanRef, authToken } = await partner.session({ clientId: 'ada' });
      simulator.outcome(scanRef, { overall: 'APPROVED' });
      const statuses: number[] = [];
      for (let time = 0; time < 20; time++)
        statuses.push((await partner.post('/api/v2/status', { scanRef })).status);
      return { scanRef, authToken, statuses, person: simulator.verification(scanRef).data?.fullName };
    };

    const first = await run();

    expect(await run()).toEqual(first);
    simulator.reset({ seed: 8 });
    expect((await partner.session()).scanRef).not.toBe(first.scanRef);
  });
});

describe('a client that disconnects', () => {
  it('does not disturb other clients', async () => {
    const { port } = new URL(simulator.url);
    const half = request({
      port,
      method: 'POST',
      path: '/api/v2/token',
      headers: { 'content-length': 1000 },
    });
    half.on('error', () => undefined);
    half.write('{"clientId":');
    await new Promise((resolve) => half.on('socket', (socket) => socket.on('connect', resolve)));
    half.destroy();

    expect((await token()).status).toBe(201);
  });
});
