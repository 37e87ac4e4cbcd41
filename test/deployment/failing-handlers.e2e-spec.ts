import type { DeadLetter } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Visitor } from '../support/visitor.js';
import { KycWorld } from './support/kyc-world.js';

const PATIENCE = { timeout: 60_000, interval: 50 };

describe('a failing handler', () => {
  let world: KycWorld;
  let desk: Visitor;

  beforeAll(async () => {
    world = await KycWorld.open();
    await world.replica({ handlers: 'troubled', time: { speed: 10, since: Date.now() } });
    desk = world.person('staff');
    world.simulator.outcome(await world.session('ada'), { overall: 'APPROVED' });
  });
  afterAll(() => world.close());

  it('is called again until it succeeds, while no other handler is repeated', async () => {
    await vi.waitFor(async () => expect(await isDone('unsteady')).toBe(true), PATIENCE);

    expect(await attemptsOf('unsteady')).toEqual([1, 2, 3, 4]);
    expect(await attemptsOf('steady')).toEqual([1]);
  });

  it('is aborted at its timeout when it hangs, and called again without waiting for its end', async () => {
    await vi.waitFor(async () => expect(await isDone('hanging')).toBe(true), PATIENCE);

    expect(await attemptsOf('hanging')).toEqual([1, 2]);
    expect(await attemptsOf('hanging, told to end')).toEqual([1]);
  });

  it('becomes a dead letter after its last attempt, and is called again on request', async () => {
    await vi.waitFor(async () => expect(await deadLetters()).toHaveLength(1), PATIENCE);
    const [letter] = await deadLetters();
    expect(letter).toMatchObject({ handler: 'broken', before: 'ACTIVE', after: 'APPROVED', attempts: 3 });

    await world.database.query('insert into host_mended values (now())');
    expect(await desk.post(`/desk/dead-letters/${letter?.id}/retry`)).toMatchObject({ status: 204 });

    await vi.waitFor(async () => expect(await openRuns()).toEqual([]), PATIENCE);
    expect(await attemptsOf('broken')).toEqual([1, 2, 3, 1]);
    expect(await deadLetters()).toEqual([]);
    expect(await retries()).toEqual([{ reported_status: 'broken', actor: 'grace', has_reason: true }]);
  });

  async function attemptsOf(handler: string): Promise<number[]> {
    const calls = await world.database.query<{ attempt: number }>(
      'select attempt from host_call where handler = $1 order by id',
      [handler],
    );
    return calls.map(({ attempt }) => attempt);
  }

  async function isDone(handler: string): Promise<boolean> {
    const runs = await world.database.query<{ state: string }>(
      'select state from idenfy_handler_run where handler = $1',
      [handler],
    );
    return runs.length > 0 && runs.every(({ state }) => state === 'done');
  }

  function openRuns(): Promise<object[]> {
    return world.database.query(`select handler, state from idenfy_handler_run where state <> 'done'`);
  }

  async function deadLetters(): Promise<DeadLetter[]> {
    const { body } = await desk.get('/desk/dead-letters');
    return body['items'] as DeadLetter[];
  }

  function retries(): Promise<object[]> {
    return world.database.query(
      `select reported_status, actor, note_digest is not null as has_reason from idenfy_verification_event where cause = 'HANDLER_RETRIED'`,
    );
  }
});
