import { describe, expect, it } from 'vitest';
import { IdenfyNetworkError } from '../errors/call.errors.js';
import { FakeClock } from '../testing/fake-clock.js';
import { Circuit } from './account-limits.js';
import { CircuitOptions } from './client.options.js';
import type { Outcome } from './outcome.js';

const success: Outcome = { kind: 'success', value: 1 };
const error = new IdenfyNetworkError({ operation: 'readStatus', attempts: 1 });
const failure: Outcome = { kind: 'failed', error };
const refused: Outcome = { kind: 'not-sent', error };

/** A circuit that is open, and whose pause is over. */
async function readyForTrial() {
  const clock = new FakeClock(new Date('2026-11-20T10:00:00Z'));
  const circuit = new Circuit(new CircuitOptions(), clock);
  const run = (work: () => Promise<Outcome>) => circuit.run(work, () => refused);
  for (let operation = 0; operation < 20; operation++) await run(async () => failure);
  expect(circuit.state).toBe('open');
  await clock.advance(10_000);
  return { circuit, run };
}

/** An operation under way, and how many were started. */
function pendingWork() {
  let started = 0;
  let end: (outcome: Outcome) => void = () => {};
  const work = () => {
    started++;
    return new Promise<Outcome>((resolve) => (end = resolve));
  };
  return { work, started: () => started, end: (outcome: Outcome) => end(outcome) };
}

describe('a half-open circuit', () => {
  it('lets one operation through, and the others once it succeeded', async () => {
    const { circuit, run } = await readyForTrial();
    const trial = pendingWork();
    const others = pendingWork();

    const first = run(trial.work);
    const second = run(others.work);
    expect(circuit.state).toBe('half-open');
    expect([trial.started(), others.started()]).toEqual([1, 0]);

    trial.end(success);
    await first;
    await expect.poll(() => others.started()).toBe(1);
    expect(circuit.state).toBe('closed');
    others.end(success);
    expect(await second).toBe(success);
  });

  it('refuses the others once it failed', async () => {
    const { circuit, run } = await readyForTrial();
    const trial = pendingWork();
    const others = pendingWork();

    const first = run(trial.work);
    const second = run(others.work);
    trial.end(failure);

    expect(await Promise.all([first, second])).toEqual([failure, refused]);
    expect(others.started()).toBe(0);
    expect(circuit.state).toBe('open');
  });

  it('opens again when its operation throws', async () => {
    const { circuit, run } = await readyForTrial();

    await expect(run(() => Promise.reject(new Error('a broken rate budget')))).rejects.toThrow('broken');

    expect(circuit.state).toBe('open');
    expect(await run(async () => success)).toBe(refused);
  });
});
