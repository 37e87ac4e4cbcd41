import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import { KeyRing } from '../privacy/field-cipher.js';
import { SHORTEST_SIGNING_KEY, WebhookSenders } from '../webhooks/sender-authentication.js';

/** Logs at boot which keys are in use, by fingerprint: enough to compare two deployments, and nothing of the keys. */
@Injectable()
export class KeyAnnouncement implements OnApplicationBootstrap {
  private readonly logger = new Logger('IdenfyKeys');

  constructor(
    private readonly accounts: IdenfyAccounts,
    private readonly senders: WebhookSenders,
    private readonly encryption: KeyRing,
  ) {}

  onApplicationBootstrap(): void {
    const signing = this.accounts.names().map((account) => `${account} ${this.signingKeysOf(account)}`);
    const encryption = this.encryption.describe().map(({ id, fingerprint }) => `${id} ${fingerprint}`);
    this.logger.log(
      `signing keys: ${signing.join('; ')}; encryption keys, the first writes: ${encryption.join(', ')}`,
    );
    for (const account of this.accounts.names().filter((name) => this.hasShortKey(name))) {
      this.logger.warn(
        `A signing key of the account '${account}' has fewer than ${SHORTEST_SIGNING_KEY} characters: with one webhook at hand, a ` +
          'short key can be found by trying. Enter a longer one in the dashboard of iDenfy.',
      );
    }
  }

  private hasShortKey(account: string): boolean {
    return this.senders.signingKeysOf(account).some(({ bytes }) => bytes < SHORTEST_SIGNING_KEY);
  }

  private signingKeysOf(account: string): string {
    const keys = this.senders.signingKeysOf(account).map(({ fingerprint }) => fingerprint);
    return keys.length > 0 ? keys.join(', ') : 'none';
  }
}
