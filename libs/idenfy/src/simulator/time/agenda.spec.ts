import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.js';

describe('the agenda', () => {
  it('gives appointments by time, and those of one instant in the order they were made', () => {
    const agenda = new Agenda();
    const times = [50, 10, 30, 10, 90, 20, 10];
    times.forEach((at, index) => agenda.add({ at, scanRef: `${at}-${index}` }));

    const taken = times.map(() => agenda.take()?.scanRef);

    expect(taken).toEqual(['10-1', '10-3', '10-6', '20-5', '30-2', '50-0', '90-4']);
    expect(agenda.take()).toBeUndefined();
  });
});
