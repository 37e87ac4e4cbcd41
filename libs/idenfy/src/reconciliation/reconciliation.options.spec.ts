import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../client/options.js';
import { ReconciliationOptions } from './reconciliation.options.js';

const resolve = (options: object) => resolveOptions(ReconciliationOptions, options, 'reconciliation');

describe('the options of the sweep for overdue verifications', () => {
  it.each([
    ['everySeconds', 0],
    ['everySeconds', 2_147_484],
    ['everySeconds', Number.NaN],
    ['lookupsPerSweep', 0],
    ['lookupsPerSweep', 1.5],
    ['lookupsPerSession', -1],
    ['lookupPerSession', 4],
  ])('are refused at boot for %s: %s', (option, value) => {
    expect(() => resolve({ [option]: value })).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option: `reconciliation.${option}` }),
    );
  });

  it('allow several sweeps a second', () => {
    expect(resolve({ everySeconds: 0.1 }).everySeconds).toBe(0.1);
  });
});
