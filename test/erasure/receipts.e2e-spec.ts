import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasingApp } from './erasing-app.js';

const NGINX = '<html><head><title>404 Not Found</title></head></html>';

describe.each(['express', 'fastify'] as const)('the receipt of an erasure, on %s', (adapter) => {
  let app: ErasingApp;

  beforeAll(async () => {
    app = await ErasingApp.start({ keepAtLeastDays: 0 }, { adapter });
  });
  afterAll(() => app.close());

  it('says NOT_FOUND_AT_IDENFY where iDenfy says so in its own words', async () => {
    const scanRef = await app.finished('gone');
    app.kyc.simulator.fault({ path: '/api/v2/delete', status: 404, body: { message: 'Not found.' } });

    expect((await app.erase(scanRef)).body).toMatchObject({
      state: 'done',
      atIdenfy: 'NOT_FOUND_AT_IDENFY',
      deletedAtIdenfy: null,
    });
  });

  it('says NO_SESSION_KNOWN where no session became known', async () => {
    const [row] = await app.kyc.database.query<{ id: string }>(
      `insert into idenfy_verification (id, client_id, status, final, started_by, closed_at)
       values (gen_random_uuid(), 'sessionless', 'START_FAILED', true, 'test', now()) returning id`,
    );
    const { Erasures } = await import('nestjs-idenfy');
    const request = { actor: { kind: 'staff', id: 'grace' } as const, reason: 'asked for' };

    const erased = await app.kyc.app
      .get(Erasures)
      .request({ id: row?.id ?? '', account: 'default' }, request);

    expect(erased).toMatchObject({ state: 'done', atIdenfy: 'NO_SESSION_KNOWN' });
  });

  it.each([
    ['a page of a proxy with 404', { status: 404, body: NGINX }],
    ['JSON without a message', { status: 404, body: { error: 'no route' } }],
    ['a page with 200', { status: 200, body: NGINX }],
  ])('takes no deletion from %s, and asks again', async (_, fault) => {
    const scanRef = await app.finished('proxied');
    app.kyc.simulator.fault({ path: '/api/v2/delete', ...fault, headers: { 'content-type': 'text/html' } });

    expect((await app.erase(scanRef)).body).toMatchObject({ state: 'requested', atIdenfy: null });
    await app.later(1);
    expect(await app.receipt(scanRef)).toMatchObject({ state: 'done', atIdenfy: 'DELETED' });
  });

  it('says FAILED_AT_IDENFY after 30 days, calls staff, and lets them finish here', async () => {
    const scanRef = await app.finished('stubborn');
    const finish = () => app.staff('POST', `/idenfy/verifications/${scanRef}/erasure/finish`);
    app.kyc.simulator.fault({ path: '/api/v2/delete', status: 404, body: NGINX, count: 100 });
    await app.erase(scanRef);
    expect(await finish()).toMatchObject({ status: 409, body: { identifier: 'ERASURE_NOT_FAILED' } });
    await app.later(29);
    expect(await app.receipt(scanRef)).toMatchObject({ state: 'requested' });

    await app.later(2);

    const failed = { state: 'FAILED_AT_IDENFY', atIdenfy: 'FAILED_AT_IDENFY' };
    expect(await app.receipt(scanRef)).toMatchObject(failed);
    const { body } = await app.staff('GET', `/idenfy/verifications/${scanRef}`);
    expect(JSON.stringify(body['attention'])).toContain('ERASURE_FAILED');
    expect(await finish()).toMatchObject({
      status: 200,
      body: { state: 'done', atIdenfy: 'FAILED_AT_IDENFY', deletedAtIdenfy: null },
    });
    expect(await app.dump()).not.toContain('stubborn');
  });

  it('is completed by another request after it failed', async () => {
    const scanRef = await app.finished('late-success');
    app.kyc.simulator.fault({ path: '/api/v2/delete', status: 404, body: NGINX, count: 2 });
    await app.erase(scanRef);
    await app.later(31);
    expect(await app.receipt(scanRef)).toMatchObject({ state: 'FAILED_AT_IDENFY' });

    app.kyc.simulator.clearFaults();
    expect((await app.erase(scanRef)).body).toMatchObject({ state: 'done', atIdenfy: 'DELETED' });
  });
});
