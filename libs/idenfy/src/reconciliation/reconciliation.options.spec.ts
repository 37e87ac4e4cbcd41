import { describe, expect, it } from 'vitest';
import { ReconciliationSettings } from './reconciliation.options.js';

describe('how overdue sessions are looked after', () => {
  it.each([
    ['everySeconds', 0],
    ['everySeconds', 2_147_484],
    ['everySeconds', Number.NaN],
    ['lookUpsPerSweep', 0],
    ['lookUpsPerSweep', 1.5],
    ['lookUpsPerSession', -1],
    ['lookUpPerSession', 4],
  ])('refuses to boot over %s: %s', (option, value) => {
    expect(() => new ReconciliationSettings({ [option]: value })).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option: `reconciliation.${option}` }),
    );
  });

  it('may be several times a second', () => {
    expect(new ReconciliationSettings({ everySeconds: 0.1 }).everyMs).toBe(100);
  });
});
