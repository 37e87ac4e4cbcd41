import { Injectable, UnauthorizedException } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { KycApp } from '../support/kyc-app.js';

interface State {
  readonly status: string;
}

/** `x-caller` as elsewhere; logins that a test has ended are refused. */
@Injectable()
class EndingLogins extends IdenfyAccess {
  static readonly ended = new Set<string>();

  identify({ headers }: IdenfyHttpRequest): IdenfyCaller {
    const caller = String(headers['x-caller']);
    if (EndingLogins.ended.has(caller)) throw new UnauthorizedException();
    return caller.startsWith('staff:') ? { staff: true, id: caller.slice(6) } : { clientId: caller };
  }
}

describe.each(['express', 'fastify'] as const)('an event stream, on %s', (adapter) => {
  let kyc: KycApp;

  beforeAll(async () => {
    EndingLogins.ended.clear();
    kyc = await KycApp.start({
      adapter,
      extras: { access: EndingLogins },
      options: { http: { maxStreams: 9 }, streamCheckMs: 1_000 },
    });
  });
  afterAll(() => kyc.close());

  const path = (scanRef: string) => `/idenfy/verifications/${scanRef}/events`;
  const follow = (scanRef: string, caller: string, headers = {}) =>
    EventStream.open<State>(kyc.url + path(scanRef), { 'x-caller': caller, ...headers });

  it('does not send the state again that the client has, and sends the next one', async () => {
    const scanRef = await kyc.started('ada');
    const first = await follow(scanRef, 'ada');
    const state = await first.next();
    expect(state).toMatchObject({
      data: { status: 'ACTIVE' },
      retry: 3_000,
      id: expect.any(String) as string,
    });
    first.leave();

    const again = await follow(scanRef, 'ada', { 'last-event-id': state?.id });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    expect((await again.next())?.data?.status).not.toBe('ACTIVE');
    again.leave();
  });

  it('ends with the login, and tells nothing that happened afterwards', async () => {
    const scanRef = await kyc.started('bea');
    const [idle, busy] = [await follow(scanRef, 'bea'), await follow(scanRef, 'staff:bob')];
    const seen = new Map(
      await Promise.all([idle, busy].map(async (one) => [one, (await one.next())?.id] as const)),
    );

    EndingLogins.ended.add('staff:bob').add('bea');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });

    for (const stream of [idle, busy]) {
      // with a later id, the client would not get the verdict after another login
      const id = seen.get(stream);
      expect(await stream.next()).toMatchObject({ event: 'unauthenticated', id, data: { statusCode: 401 } });
      expect(await stream.next()).toBeNull();
    }
    await kyc.settled();
  });

  it('ends with the login when nothing happens', async () => {
    const scanRef = await kyc.started('cleo');
    const stream = await follow(scanRef, 'cleo');
    await stream.next();

    EndingLogins.ended.add('cleo');

    expect(await stream.next()).toMatchObject({ event: 'unauthenticated' });
    expect(await stream.next()).toBeNull();
  });

  it('is the newest of five that a person may have, and of those that the process may have', async () => {
    const scanRef = await kyc.started('dan');
    const own: EventStream<State>[] = [];
    for (let n = 0; n < 6; n++) {
      own.push(await follow(scanRef, 'dan'));
      await own.at(-1)?.next();
    }
    expect(await own[0]?.next()).toMatchObject({ event: 'superseded' });
    expect(await own[0]?.next()).toBeNull();

    for (let n = 0; n < 4; n++) own.push(await follow(scanRef, 'staff:eve'));
    const refused = await kyc.request('GET', path(scanRef), { caller: 'staff:eve' });
    expect(refused).toMatchObject({ status: 503, body: { retryable: true } });
    expect(refused.headers.get('retry-after')).toBe('30');

    own.forEach((stream) => stream.leave());
    await expect
      .poll(async () => {
        const { response, ...stream } = await follow(scanRef, 'dan').then((one) => ({
          response: one.response,
          leave: () => one.leave(),
        }));
        stream.leave();
        return response.status;
      })
      .toBe(200);
  });
});

describe('many event streams of one verification', () => {
  let kyc: KycApp;

  beforeEach(async () => {
    kyc = await KycApp.start();
  });
  afterEach(() => kyc.close());

  const open = (scanRef: string, caller: string) =>
    EventStream.open<State>(`${kyc.url}/idenfy/verifications/${scanRef}/events`, { 'x-caller': caller });

  /** How many statements are sent while a verdict reaches so many pages of a person and of staff. */
  async function statementsFor(clientId: string, pages: number): Promise<number> {
    const scanRef = await kyc.started(clientId);
    const callers = Array.from({ length: pages }, (_, n) => (n === 0 ? clientId : `staff:officer-${n}`));
    const streams = await Promise.all(callers.map((caller) => open(scanRef, caller)));
    for (const stream of streams) expect((await stream.next())?.data?.status).toBe('ACTIVE');

    const sent = vi.spyOn(Client.prototype, 'query');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    for (const stream of streams) await untilApproved(stream);
    await kyc.settled(); // after what waits for a connection of the pool
    const count = sent.mock.calls.length;
    sent.mockRestore();

    streams.forEach((stream) => stream.leave());
    return count;
  }

  async function untilApproved(stream: EventStream<State>): Promise<void> {
    let event = await stream.next();
    while (event && event.data?.status !== 'APPROVED') event = await stream.next();
    expect(event).not.toBeNull();
  }

  it('are fed by one read of the database, however many there are', async () => {
    const [few, many] = [await statementsFor('ada', 2), await statementsFor('bea', 60)];

    // polls of the worker come and go, a statement for each page would be 58 more
    expect(many - few).toBeLessThan(25);
  });
});
