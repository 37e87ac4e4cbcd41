import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fleet } from './support/fleet.js';
import { KycWorld } from './support/kyc-world.js';
import { disorder, NOTHING_LEFT, handlerTotals, unfinished } from './support/final-state.js';
import { runConcurrently } from './support/run-concurrently.js';
import { SteadyLoad } from './support/steady-load.js';

const PEOPLE = 200;
const PER_SECOND = 20;
const PATIENCE = { timeout: 60_000, interval: 100 };
/** So long that no test passes by waiting for a lease to end. */
const LEASE_MS = 3_600_000;

describe('a rolling update under load', { timeout: 240_000 }, () => {
  let world: KycWorld;
  let fleet: Fleet;

  beforeAll(async () => {
    world = await KycWorld.open({ requestsPerHour: null });
    const worker = { leaseMs: LEASE_MS, shutdownMs: 1_000, pollMs: 500 };
    fleet = await world.fleet(2, { handlers: 'stubborn', idenfy: { webhooks: { worker } } });
  });
  afterAll(() => world.close());

  it('ends each replica with exit code 0, repeats interrupted calls and loses nothing', async () => {
    const people = Array.from({ length: PEOPLE }, (_, nth) => `person-${nth}`);
    const scanRefs = await runConcurrently(people, 20, (clientId) => world.session(clientId));
    const load = new SteadyLoad(PER_SECOND, async (nth) => decide(scanRefs[nth], nth));
    await vi.waitFor(async () => expect(await calls('stubborn')).toHaveLength(1), PATIENCE);

    const endings = await fleet.rollOver();
    expect(endings.map(({ code }) => code)).toEqual([0, 0]);

    await load.stop();
    await world.simulator.settled();
    await vi.waitFor(async () => expect(await unfinished(world.database)).toEqual(NOTHING_LEFT), PATIENCE);
    for (const { due, heard, effects } of await handlerTotals(world.database)) {
      expect({ heard, effects }).toEqual({ heard: due, effects: due });
    }
    expect(await disorder(world.database)).toEqual([]);
    expect(await calls('stubborn')).toEqual([1, 1]);
    expect(fleet.crashes).toEqual([]);
  });

  /** One is denied, all others approved. */
  function decide(scanRef: string | undefined, nth: number): void {
    if (scanRef) world.simulator.outcome(scanRef, { overall: nth === 0 ? 'DENIED' : 'APPROVED' });
  }

  /** The attempts that the handler was told. */
  async function calls(handler: string): Promise<number[]> {
    const rows = await world.database.query<{ attempt: number }>(
      'select attempt from host_call where handler = $1 order by id',
      [handler],
    );
    return rows.map(({ attempt }) => attempt);
  }
});
