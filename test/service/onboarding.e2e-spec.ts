import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLocalService, type LocalService } from '../support/local-service.js';
import { Visitor } from '../support/visitor.js';

let service: LocalService;

beforeAll(async () => {
  service = await startLocalService();
});

afterAll(async () => {
  await service.close();
});

async function start(person: Visitor): Promise<string> {
  const { body } = await person.post('/idenfy/verifications', {});
  return String(body['scanRef']);
}

describe('a person who is verified', () => {
  it('gets exactly one account when webhooks arrive repeatedly', async () => {
    const ada = await service.visitor('ada');
    const scanRef = await start(ada);
    expect((await ada.get('/accounts/me')).body).toEqual({ clientId: 'ada', account: null });

    service.simulator.fault({ webhooks: { duplicate: true } });
    service.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await service.simulator.settled();
    service.simulator.clearFaults();

    await expect.poll(async () => (await ada.get('/accounts/me')).body['account']).not.toBeNull();
    expect(await service.database.query('select client_id from account')).toEqual([{ client_id: 'ada' }]);
  });

  it('may use routes for verified people', async () => {
    const grace = await service.visitor('grace');
    expect((await grace.post('/payouts')).status).toBe(403);

    service.simulator.outcome(await start(grace), { overall: 'APPROVED' });

    await expect.poll(async () => (await grace.post('/payouts')).status).toBe(202);
  });

  it('loses the account when their only verification is erased', async () => {
    const leaver = await service.visitor('leaver');
    const scanRef = await start(leaver);
    service.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await expect.poll(async () => (await leaver.get('/accounts/me')).body['account']).not.toBeNull();

    const staff = await Visitor.signIn(service.url, 'grace', true);
    const erased = await staff.send(`/idenfy/verifications/${scanRef}`, {
      method: 'DELETE',
      headers: { 'x-access-reason': 'they asked for it' },
    });

    expect(erased.status).toBe(202);
    await expect.poll(async () => (await leaver.get('/accounts/me')).body['account']).toBeNull();
  });

  it("is refused with 401 without a token, on the service's own routes too", async () => {
    const stranger = new Visitor(service.url);

    expect((await stranger.get('/accounts/me')).status).toBe(401);
    expect((await stranger.post('/payouts')).status).toBe(401);
  });
});

describe('a person who is denied', () => {
  it('gets no account', async () => {
    const eve = await service.visitor('eve');
    const scanRef = await start(eve);

    service.simulator.outcome(scanRef, { overall: 'DENIED' });

    await vi.waitFor(
      async () => {
        expect((await eve.get(`/idenfy/verifications/${scanRef}`)).body).toMatchObject({ status: 'DENIED' });
      },
      { timeout: 10_000 },
    );
    expect((await eve.get('/accounts/me')).body['account']).toBeNull();
  });
});

describe('the demo login', () => {
  it.each([
    [{ clientId: '' }, 'clientId'],
    [{ clientId: 'a'.repeat(101) }, 'clientId'],
    [{ clientId: 'ąda' }, 'clientId'],
    [{ clientId: 'ada', role: 'staff' }, 'role'],
    [{ clientId: 'ada', staff: 'yes' }, 'staff'],
    [{ clientId: 'ada', staff: true, permissions: ['everything'] }, 'permissions'],
    [{ clientId: 'ada', staff: true, permissions: 'review' }, 'permissions'],
  ])('refuses %o and names the field', async (body, field) => {
    const answer = await new Visitor(service.url).post('/demo/session', body);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body['message'])).toContain(field);
  });

  it('gives an operator the permissions that were asked for', async () => {
    const login = { clientId: 'grace', staff: true, permissions: ['review', 'decide'] };
    const { body } = await new Visitor(service.url).post('/demo/session', login);
    const grace = new Visitor(service.url, String(body['token']));

    expect((await grace.get('/idenfy/staff/me')).body).toMatchObject({ permissions: ['review', 'decide'] });
    expect((await grace.get('/idenfy/verifications')).status).toBe(200);
    expect((await grace.get('/idenfy/audit')).status).toBe(403);
  });

  it('answers 404 to a request with a foreign Host', async () => {
    expect(await statusAs('evil.example', `${service.url}/demo/session`)).toBe(404);
    expect(await statusAs('localhost', `${service.url}/demo/session`)).toBe(400);
  });

  it('is off when the service listens beyond loopback', async () => {
    const open = await startLocalService({ HOST: '0.0.0.0' });
    const visitor = new Visitor(open.url.replace('0.0.0.0', '127.0.0.1'));
    const { status } = await visitor.post('/demo/session', { clientId: 'ada' });
    await open.close();

    expect(status).toBe(404);
  });
});

describe('SESSIONS_PER_DAY', () => {
  it('refuses a further session with Retry-After, without a request to iDenfy', async () => {
    const capped = await startLocalService({ SESSIONS_PER_DAY: '1' });
    const first = await (await capped.visitor('first')).post('/idenfy/verifications', {});
    const second = await (await capped.visitor('second')).post('/idenfy/verifications', {});
    const asked = capped.simulator.requests('/api/v2/token').length;
    await capped.close();

    expect(first.status).toBe(201);
    expect(second.status).toBe(503);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect(asked).toBe(1);
  });
});

/** `fetch` does not let its caller set the `Host` header. */
async function statusAs(host: string, url: string): Promise<number | undefined> {
  const sent = request(url, { method: 'POST', headers: { host } });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
