import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IdenfyAccounts } from '../client/accounts.js';
import { developmentKey, KeyRing } from '../privacy/field-cipher.js';
import { WebhookSenders } from '../webhooks/sender-authentication.js';
import { KeyAnnouncement } from './key-announcement.js';

const credentials = { apiKey: 'key', apiSecret: 'secret' };

/** What is logged at boot with these signing keys of the default account. */
function announced(signingKeys: readonly string[]) {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const log = vi.spyOn(Logger.prototype, 'log').mockReturnValue();
  const ring = new KeyRing([developmentKey('default', 'secret')]);
  const senders = new WebhookSenders({ requireSignature: true, signingKeys }, { default: {} }, ring);
  new KeyAnnouncement(new IdenfyAccounts(credentials), senders, ring).onApplicationBootstrap();
  return { warnings: warn.mock.calls.map(String), lines: log.mock.calls.map(String) };
}

describe('the signing keys at boot', () => {
  afterEach(() => vi.restoreAllMocks());

  it('are warned about and not refused when they are short, as in the test vectors of iDenfy', () => {
    const { warnings, lines } = announced(['TestingKey', 'a-key-of-exactly-32-characters-.']);

    expect(warnings).toEqual([expect.stringMatching(/'default' has fewer than 32 characters/)]);
    expect([...warnings, ...lines].join()).not.toContain('TestingKey');
  });

  it('are not warned about with 32 characters', () => {
    expect(announced(['a-key-of-exactly-32-characters-.']).warnings).toEqual([]);
  });
});
