import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLocalService, type LocalService } from './support/local-service.js';
import { Visitor } from './support/visitor.js';

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
  it('gets exactly one account, however often iDenfy says so', async () => {
    const ada = await service.visitor('ada');
    const scanRef = await start(ada);
    expect((await ada.get('/accounts/me')).body).toEqual({ clientId: 'ada', account: null });

    service.simulator.fault({ webhooks: { duplicate: true } });
    service.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await service.simulator.settled();
    service.simulator.clearFaults();

    await vi.waitFor(async () => expect((await ada.get('/accounts/me')).body['account']).not.toBeNull());
    expect(await service.database.query('select client_id from account')).toEqual([{ client_id: 'ada' }]);
  });

  it('may do what only verified people may', async () => {
    const grace = await service.visitor('grace');
    expect((await grace.post('/payouts')).status).toBe(403);

    service.simulator.outcome(await start(grace), { overall: 'APPROVED' });

    await vi.waitFor(async () => expect((await grace.post('/payouts')).status).toBe(202));
  });

  it('is nobody without a token, on the routes of this service too', async () => {
    const nobody = new Visitor(service.url);

    expect((await nobody.get('/accounts/me')).status).toBe(401);
    expect((await nobody.post('/payouts')).status).toBe(401);
  });
});

describe('a person who is denied', () => {
  it('gets no account', async () => {
    const eve = await service.visitor('eve');
    const scanRef = await start(eve);

    service.simulator.outcome(scanRef, { overall: 'DENIED' });

    await vi.waitFor(async () => {
      expect((await eve.get(`/idenfy/verifications/${scanRef}`)).body).toMatchObject({ status: 'DENIED' });
    });
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
  ])('refuses %o and names the field', async (body, field) => {
    const answer = await new Visitor(service.url).post('/demo/session', body);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body['message'])).toContain(field);
  });

  it('is not there for a page that came by another name', async () => {
    expect(await statusAs('evil.example', `${service.url}/demo/session`)).toBe(404);
    expect(await statusAs('localhost', `${service.url}/demo/session`)).toBe(400);
  });

  it('is not there when others can reach the service', async () => {
    const open = await startLocalService({ HOST: '0.0.0.0' });
    const visitor = new Visitor(open.url.replace('0.0.0.0', '127.0.0.1'));
    const { status } = await visitor.post('/demo/session', { clientId: 'ada' });
    await open.close();

    expect(status).toBe(404);
  });
});

describe('the cap on what onboarding may cost', () => {
  it('refuses the session over it with a time to come back, and iDenfy is not asked', async () => {
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

/** `fetch` does not let anybody choose the host a request claims to be for. */
async function statusAs(host: string, url: string): Promise<number | undefined> {
  const sent = request(url, { method: 'POST', headers: { host } });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
