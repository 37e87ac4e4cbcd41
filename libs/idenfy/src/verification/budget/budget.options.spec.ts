import { describe, expect, it } from 'vitest';
import { BudgetSettings } from './budget.options.js';

describe('the local share of the budget', () => {
  it('is a tenth unless something else is said', () => {
    expect(new BudgetSettings().localShare).toBe(0.1);
    expect(new BudgetSettings({ localShare: 1 }).localShare).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN])('cannot be %s', (localShare) => {
    expect(() => new BudgetSettings({ localShare })).toThrow('budget.localShare');
  });
});
