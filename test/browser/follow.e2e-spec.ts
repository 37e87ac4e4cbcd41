import { Injectable, UnauthorizedException } from '@nestjs/common';
import { createIdenfyClient, type HeadersReason, IdenfyRequestError } from '@nestjs-idenfy/browser';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { Gateway } from './gateway.js';

const EVENTS = /\/events$/;

/** `x-caller` is the person or `staff:name`, `x-login` one of their logins, which a test can end. */
@Injectable()
class EndingLogins extends IdenfyAccess {
  static readonly ended = new Set<string>();

  identify({ headers }: IdenfyHttpRequest): IdenfyCaller {
    const caller = String(headers['x-caller']);
    if (EndingLogins.ended.has(`${caller} ${String(headers['x-login'])}`)) throw new UnauthorizedException();
    return caller.startsWith('staff:') ? { staff: true, id: caller.slice(6) } : { clientId: caller };
  }
}

describe.each(['express', 'fastify'] as const)('following a verification, on %s', (adapter) => {
  let kyc: KycApp;
  let gateway: Gateway;

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      extras: { access: EndingLogins },
      options: { streamCheckMs: 1_000 },
    });
  });
  beforeEach(async () => {
    EndingLogins.ended.clear();
    gateway = await Gateway.before(kyc.url);
    onTestFinished(() => gateway.close());
  });
  afterAll(() => kyc.close());

  /** A client whose login is renewed when it is asked to. */
  function clientOf(caller: string) {
    let login = 1;
    const asked: HeadersReason[] = [];
    const client = createIdenfyClient({
      baseUrl: `${gateway.url}/idenfy`,
      headers: (reason) => {
        asked.push(reason);
        if (reason.renew) login += 1;
        return { 'x-caller': caller, 'x-login': String(login) };
      },
    });
    return { client, asked };
  }

  async function approve(scanRef: string): Promise<void> {
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
  }

  it('yields each state once and ends at the verdict', async () => {
    const { client } = clientOf('ada');
    const { scanRef } = await client.start();
    const statuses: string[] = [];

    for await (const { status } of client.follow(String(scanRef))) {
      statuses.push(status);
      if (status === 'ACTIVE') await approve(String(scanRef));
    }

    expect(statuses[0]).toBe('ACTIVE');
    expect(statuses.at(-1)).toBe('APPROVED');
    expect(new Set(statuses).size).toBe(statuses.length);
    expect(gateway.linesTo(EVENTS)).toHaveLength(1);
  });

  it('reconnects after a lost connection and after refusals, without the state it has', async () => {
    const { client } = clientOf('bea');
    const scanRef = String((await client.start()).scanRef);
    const states = client.follow(scanRef);
    expect((await states.next()).value).toMatchObject({ status: 'ACTIVE' });

    gateway.treat(EVENTS, 'cut', { status: 503 }, { status: 502 });
    const next = states.next();
    gateway.cutAll();
    await expect.poll(() => gateway.linesTo(EVENTS).length).toBe(5);
    await approve(scanRef);

    expect((await next).value).not.toMatchObject({ status: 'ACTIVE' });
    expect(gateway.requests.at(-1)?.headers['last-event-id']).toMatch(/./);
    await states.return();
  });

  it('renews the login when it ends, and goes on', async () => {
    const { client, asked } = clientOf('cleo');
    const scanRef = String((await client.start()).scanRef);
    const states = client.follow(scanRef);
    await states.next();

    EndingLogins.ended.add('cleo 1');
    const next = states.next();
    await expect.poll(() => gateway.linesTo(EVENTS).length).toBe(2);
    await approve(scanRef);

    expect((await next).value).not.toMatchObject({ status: 'ACTIVE' });
    expect(asked.filter(({ renew }) => renew)).toHaveLength(1);
    await states.return();
  });

  it('fails once the login cannot be renewed', async () => {
    const { client, asked } = clientOf('dan');
    const scanRef = String((await client.start()).scanRef);
    const states = client.follow(scanRef);
    await states.next();

    for (const login of [1, 2, 3]) EndingLogins.ended.add(`dan ${login}`);

    await expect(states.next()).rejects.toMatchObject({ name: 'IdenfyRequestError', status: 401 });
    expect(asked.filter(({ renew }) => renew)).toHaveLength(1);
    expect(await states.next()).toMatchObject({ done: true });
  });

  it('fails at once for a verification of another person', async () => {
    const scanRef = await kyc.started('eve');
    const { client } = clientOf('mallory');

    const refused = client.follow(scanRef).next();

    await expect(refused).rejects.toBeInstanceOf(IdenfyRequestError);
    await expect(refused).rejects.toMatchObject({ status: 404 });
    expect(gateway.linesTo(EVENTS)).toHaveLength(1);
  });

  it('reconnects at once when the page wakes up, however long the wait would be', async () => {
    const { client } = clientOf('fay');
    const scanRef = String((await client.start()).scanRef);
    let wake = (): void => undefined;
    gateway.treat(EVENTS, { status: 503, headers: { 'retry-after': '600' } });
    const states = client.follow(scanRef, {
      wakeUps: (asked) => {
        wake = asked;
        return () => undefined;
      },
    });

    const first = states.next();
    await expect.poll(() => gateway.linesTo(EVENTS).length).toBe(1);
    await expect
      .poll(() => {
        wake();
        return gateway.linesTo(EVENTS).length;
      })
      .toBe(2);

    expect((await first).value).toMatchObject({ status: 'ACTIVE' });
    await states.return();
  });

  it('asks at intervals where streams cannot be read', async () => {
    const { client } = clientOf('gus');
    const scanRef = String((await client.start()).scanRef);
    const statuses: string[] = [];

    for await (const { status } of client.follow(scanRef, { streams: false, pollMs: 10 })) {
      statuses.push(status);
      if (status === 'ACTIVE') {
        gateway.treat(/./, 'cut', { status: 429 });
        await approve(scanRef);
      }
    }

    expect(statuses.at(-1)).toBe('APPROVED');
    expect(new Set(statuses).size).toBe(statuses.length);
    expect(gateway.linesTo(EVENTS)).toEqual([]);
  });

  it('asks at intervals while other tabs of the person follow', async () => {
    const { client } = clientOf('hal');
    const scanRef = String((await client.start()).scanRef);
    const tabs = Array.from({ length: 6 }, () => client.follow(scanRef, { pollMs: 10 }));
    for (const tab of tabs) await tab.next();

    const next = tabs[0]?.next();
    await expect.poll(() => gateway.linesTo(new RegExp(`GET .*/${scanRef}$`)).length).toBeGreaterThan(1);
    await approve(scanRef);

    expect((await next)?.value).not.toMatchObject({ status: 'ACTIVE' });
    for (const tab of tabs) await tab.return();
  });

  it('ends without an error when it is aborted, and leaves no request behind', async () => {
    const { client } = clientOf('ida');
    const scanRef = String((await client.start()).scanRef);
    const leaving = new AbortController();
    const states = client.follow(scanRef, { signal: leaving.signal });
    await states.next();

    const end = states.next();
    leaving.abort();

    expect(await end).toEqual({ done: true, value: undefined });
    await expect.poll(() => gateway.openRequests).toBe(0);
  });
});
