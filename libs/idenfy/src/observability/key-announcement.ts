import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import { KeyRing } from '../privacy/key-ring.js';
import { WebhookSettings } from '../webhooks/webhook-settings.js';

/** Says at boot which keys are in use, by fingerprint: enough to compare two deployments, and nothing of the keys. */
@Injectable()
export class KeyAnnouncement implements OnApplicationBootstrap {
  private readonly logger = new Logger('IdenfyKeys');

  constructor(
    private readonly accounts: IdenfyAccounts,
    private readonly webhooks: WebhookSettings,
    private readonly encryption: KeyRing,
  ) {}

  onApplicationBootstrap(): void {
    const signing = this.accounts.names().map((account) => `${account} ${this.signingKeysOf(account)}`);
    const sealing = this.encryption.describe().map(({ id, fingerprint }) => `${id} ${fingerprint}`);
    this.logger.log(
      `signing keys: ${signing.join('; ')}; encryption keys, the first writes: ${sealing.join(', ')}`,
    );
  }

  private signingKeysOf(account: string): string {
    const keys = this.webhooks.signingKeysOf(account).map(({ fingerprint }) => fingerprint);
    return keys.length > 0 ? keys.join(', ') : 'none';
  }
}
