import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../support/visitor.js';
import { ReplicaClock } from './replica/replica-clock.js';
import { KycWorld } from './support/kyc-world.js';
import { runConcurrently } from './support/run-concurrently.js';
import { SteadyLoad } from './support/steady-load.js';

/** A minute of the replica's takes six seconds. */
const SPEED = 10;
const TOKEN = '/api/v2/token';
const PER_SECOND = 2;
const PATIENCE = { timeout: 60_000, interval: 50 };

describe('a failing iDenfy with two starts a second', { timeout: 240_000 }, () => {
  let world: KycWorld;
  const time = { speed: SPEED, since: Date.now() };
  const clock = new ReplicaClock(time);

  beforeAll(async () => {
    world = await KycWorld.open({ requestsPerHour: null });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.simulator.clearFaults();
    await world.killReplicas();
    await world.replica({ time }); // a new one: its circuit knows nothing of the trouble before
  });

  it('answers 500: the circuit opens after a few calls, others get 503 with Retry-After, and no burst follows', async () => {
    world.simulator.fault({ path: '/*', rate: 1, status: 503 });
    const { people, answers, asked } = await aMinute('down');

    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(people.length / 2);
    expect(refused.map(retryAfter).every((seconds) => seconds >= 1 && seconds <= 10)).toBe(true);
    expect(answers.filter(({ status }) => ![502, 503, 504].includes(status))).toEqual([]);
    expect(asked).toBeLessThan(people.length * 2); // four attempts for each person would be twice that

    world.simulator.clearFaults();
    await vi.waitFor(async () => expect(await start('a scout')).toHaveProperty('status', 201), PATIENCE);
    const before = requests();
    const starts = await runConcurrently(people, people.length, start);
    expect(new Set(starts.map(({ status }) => status))).toEqual(new Set([201]));
    expect(requests() - before).toBe(people.length);
  });

  it('cuts every connection: the circuit opens, and people whose request was not sent can start afterwards', async () => {
    world.simulator.fault({ path: '/*', rate: 1, cut: 'before' });
    const { people, answers, asked } = await aMinute('cut');

    const refused = people.filter((_, nth) => answers[nth]?.status === 503);
    expect(refused.length).toBeGreaterThan(people.length / 2);
    expect(answers.filter(({ status }) => ![409, 502, 503].includes(status))).toEqual([]);
    expect(asked).toBeLessThan(people.length);

    world.simulator.clearFaults();
    await vi.waitFor(
      async () => expect(await start('another scout')).toHaveProperty('status', 201),
      PATIENCE,
    );
    const before = requests();
    const starts = await runConcurrently(refused, refused.length, start);
    expect(new Set(starts.map(({ status }) => status))).toEqual(new Set([201]));
    expect(requests() - before).toBe(refused.length);
  });

  it('is slow: the circuit opens before most starts cost a session, and lost sessions are found again', async () => {
    world.simulator.fault({ path: TOKEN, rate: 1, delayMs: 12_000 / SPEED });
    const { people, answers, asked } = await aMinute('slow');

    const unanswered = answers.filter(({ status }) => status === 504);
    const refused = answers.filter(({ status }) => status === 503);
    expect(unanswered.length + refused.length).toBe(people.length);
    expect(refused.map(retryAfter).every((seconds) => seconds >= 1 && seconds <= 10)).toBe(true);
    expect(asked).toBe(unanswered.length);
    expect(asked).toBeLessThan(people.length / 2);

    world.simulator.clearFaults();
    await vi.waitFor(async () => expect(await foundAgain()).toBe(unanswered.length), PATIENCE);
  });

  it('answers 429: every caller gets 503 with Retry-After, and nothing is sent after its caller left', async () => {
    world.simulator.fault({ path: TOKEN, rate: 1, status: 429, body: { identifier: 'TOO_MANY_REQUESTS' } });
    const { people, answers, asked } = await aMinute('patience');

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(new Set(answers.map(retryAfter))).toEqual(new Set([60]));
    expect(asked).toBeLessThanOrEqual(people.length * 4);

    world.simulator.clearFaults();
    const before = requests();
    expect(await start('the next one')).toHaveProperty('status', 201);
    expect(requests() - before).toBe(1);
  });

  const start = (clientId: string) => world.person(clientId).post('/idenfy/verifications', {});
  const requests = () => world.simulator.requests(TOKEN).length;

  /** The people of one minute, the answers they got, and the number of requests to iDenfy. */
  async function aMinute(name: string): Promise<{ people: string[]; answers: Answer[]; asked: number }> {
    const before = requests();
    const end = clock.now().getTime() + 60_000;
    const people: string[] = [];
    const load = new SteadyLoad(PER_SECOND * SPEED, (nth) => {
      people.push(`${name} ${nth}`);
      return start(`${name} ${nth}`);
    });
    await vi.waitFor(() => expect(clock.now().getTime()).toBeGreaterThan(end), PATIENCE);
    const sent = await load.stop();
    const answers = sent.flatMap(({ answer }) => answer ?? []);
    expect(answers).toHaveLength(people.length);
    return { people, answers, asked: requests() - before };
  }

  async function foundAgain(): Promise<number> {
    const [row] = await world.database.query<{ count: number }>(
      `select count(*)::int as count from idenfy_verification where 'TOKEN_LOST' = any(attention)`,
    );
    return row?.count ?? 0;
  }
});

function retryAfter({ headers }: Answer): number {
  return Number(headers.get('retry-after'));
}
