import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../client/options.js';
import { BudgetOptions, type IdenfyBudgetOptions } from './postgres-rate-budget.js';

const resolve = (options: IdenfyBudgetOptions) => resolveOptions(BudgetOptions, options, 'budget');

describe('the local share of the budget', () => {
  it('is a tenth by default', () => {
    expect(resolve({}).localShare).toBe(0.1);
    expect(resolve({ localShare: 1 }).localShare).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN])('cannot be %s', (localShare) => {
    expect(() => resolve({ localShare })).toThrow('budget.localShare');
  });
});
