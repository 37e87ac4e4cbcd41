import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ReplicaClock } from './replica/replica-clock.js';
import type { ReplicaTime } from './replica/replica-settings.js';
import { KycWorld } from './support/kyc-world.js';

const PATIENCE = { timeout: 60_000, interval: 50 };

describe('a session whose replica was killed before it stored it', () => {
  let world: KycWorld;
  const time: ReplicaTime = { speed: 20, since: Date.now() };

  beforeAll(async () => {
    const clock = new ReplicaClock(time);
    world = await KycWorld.open({ now: () => clock.now() });
  });
  afterAll(() => world.close());

  it('is found again and costs nothing more, and the person gets a Retry-After', async () => {
    const ada = world.person('ada');
    const deadly = await world.replica({ time, diesAt: 'session paid for, not stored' });
    await expect(ada.post('/idenfy/verifications', {})).rejects.toThrow('fetch failed');
    expect(await deadly.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(paidFor()).toBe(1);

    await world.replica({ time });
    const again = await ada.post('/idenfy/verifications', {});

    expect(again).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
    await vi.waitFor(
      async () => expect(await attempts()).toMatchObject([{ attention: ['TOKEN_LOST'] }]),
      PATIENCE,
    );
    const [{ scan_ref: scanRef } = { scan_ref: '' }] = await attempts();
    expect(world.simulator.verification(scanRef)).toMatchObject({ clientId: 'ada' });
    expect(paidFor()).toBe(1);
  });

  it('has expired at the time of that Retry-After, and the person can start again', async () => {
    const ada = world.person('ada');
    world.simulator.fault({ webhooks: { drop: true } }); // so that no webhook reports the expiry
    const { headers } = await ada.post('/idenfy/verifications', {});
    const seconds = Number(headers.get('retry-after'));
    await world.killReplicas();
    world.simulator.advance(seconds);
    await world.replica({ time: { ...time, aheadMinutes: seconds / 60 } });

    expect(await ada.post('/idenfy/verifications', {})).toMatchObject({ status: 201 });

    expect(paidFor()).toBe(2);
    expect(await attempts()).toMatchObject([{ status: 'EXPIRED' }, { status: 'ACTIVE', attention: [] }]);
  });

  /** Sessions that were asked of iDenfy. */
  function paidFor(): number {
    return world.simulator.requests('/api/v2/token').filter(({ status }) => status === 201).length;
  }

  function attempts(): Promise<{ scan_ref: string; status: string; attention: string[] }[]> {
    return world.database.query(
      'select scan_ref, status, attention from idenfy_verification order by created_at',
    );
  }
});
