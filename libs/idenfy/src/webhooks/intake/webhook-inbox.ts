/** A callback whose signature held. */
export interface Delivery {
  /** Name of the iDenfy account whose key signed it. */
  readonly account: string;
  /** The bytes as they came. */
  readonly body: Buffer;
  /** The event header as it came; it is not signed. */
  readonly eventType: string | null;
  /** Fingerprint of the key that signed it; null where signatures are not required. */
  readonly keyId: string | null;
}

export interface StoredDelivery {
  /** Whether the same bytes had been stored for the account before. */
  readonly repeat: boolean;
}

/** Where callbacks are kept before anything is done about them. Replace it to keep them elsewhere as well. */
export abstract class WebhookInbox {
  /**
   * Remembers a delivery. It is durable when this resolves, and only then may iDenfy be told 200.
   * @throws IdenfyUnavailableError when it could not be stored: iDenfy is to repeat it
   */
  abstract store(delivery: Delivery): Promise<StoredDelivery>;
}
